import { t } from './language.ts';
import { PHASES_IN_STATE, type PhaseSpan } from './state.ts';

/**
 * Phases by their canonical name: version 1 writes "builder", version 2 "Builder", and some programs say "Tester"
 * for "Test". Any other name is its own canonical name.
 */
const ALIASES: Readonly<Record<string, string>> = { tester: 'test', deployer: 'deploy' };

export function canonicalPhase(name: string): string {
  const lower = name.trim().toLowerCase();
  return Object.hasOwn(ALIASES, lower) ? ALIASES[lower]! : lower;
}

/**
 * The history with one more phase begun at `from`. Every runner process first says "init" (one process an
 * iteration), so init counts only where nothing came before it. Late facts go where their time says. A phase that was
 * over when a session ended is entered anew.
 */
export function enterPhase(phases: readonly PhaseSpan[], name: string, from: number): readonly PhaseSpan[] {
  const index = phases.findLastIndex((span) => span.from <= from) + 1;
  const before = phases[index - 1];
  const after = phases[index];
  const canonical = canonicalPhase(name);
  if (canonical === 'init' && before) return phases;
  const paused = before?.to != null && before.to < from;
  if (before && !paused && canonicalPhase(before.name) === canonical) return phases;
  const span: PhaseSpan = { name, from, to: after ? after.from : null };
  const head = before ? [...phases.slice(0, index - 1), { ...before, to: paused ? before.to : from }] : [];
  const tail =
    after && [canonical, 'init'].includes(canonicalPhase(after.name)) ? phases.slice(index + 1) : phases.slice(index);
  const joined = tail.length === phases.length - index ? span : { ...span, to: tail[0]?.from ?? null };
  return [...head, joined, ...tail].slice(-PHASES_IN_STATE);
}

/** A phase is called as its session calls it, but that of a session that is done, which is ours. */
export function phaseWord(phase: string): string {
  return phase === 'complete' ? t('complete') : phase;
}
