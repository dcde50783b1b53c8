import { inEnglish } from '../../../protocol/language.ts';
import { formatCost, formatDuration } from '../../../protocol/format.ts';
import { elapsed, endedAt } from '../../../protocol/selectors.ts';
import type { SessionState } from '../../../protocol/state.ts';
import { nameOf } from './rule.ts';
import type { Crossing, Rule } from './rule.ts';

/**
 * A session ended, or an agent is done with a turn that was long enough for the person to have gone away. Sessions that
 * another one started are its parts: their ends are none of its own.
 */
export const finished: Rule = {
  name: 'finished',
  looksAt: ['end', 'turn', 'links'],
  knownFromState: true,
  holding: (state, now, settings) => {
    if (!settings.finished.enabled || isPart(state)) return [];
    const { end, turn } = state;
    if (end !== null) {
      if (end.outcome === 'failed' || end.outcome === 'killed') return [];
      return told(state, endTitle(nameOf(state), end.outcome), end.evidence, now);
    }
    if (turn?.to == null || turn.outcome !== 'finished') return [];
    const took = turn.to - turn.from;
    if (took < settings.finished.turnMinutes * 60_000) return [];
    const text = inEnglish`Turn ${turn.number} took ${formatDuration(took)}; it waits for your next prompt`;
    return [crossing(inEnglish`${nameOf(state)} is done with its turn`, text, turn.to)];
  },
};

export const failed: Rule = {
  name: 'failed',
  looksAt: ['end', 'turn', 'links'],
  knownFromState: true,
  holding: (state, _now, settings) => {
    if (!settings.failed.enabled || isPart(state)) return [];
    const { end, turn } = state;
    if (end?.outcome === 'failed') return problem(inEnglish`${nameOf(state)} failed`, end.evidence, endTime(state));
    if (end?.outcome === 'killed') return problem(inEnglish`${nameOf(state)} was killed`, end.evidence, endTime(state));
    if (end !== null || turn?.to == null || turn.outcome !== 'failed') return [];
    const reason = turn.reason ?? state.lastError?.message ?? inEnglish`the agent does not say why`;
    const title = inEnglish`${nameOf(state)} stopped on an error`;
    return problem(title, inEnglish`Turn ${turn.number} failed: ${reason}`, turn.to);
  },
};

function endTitle(name: string, outcome: 'complete' | 'stopped' | 'interrupted'): string {
  if (outcome === 'complete') return inEnglish`${name} finished`;
  return outcome === 'stopped' ? inEnglish`${name} stopped` : inEnglish`${name} was interrupted`;
}

function told(state: SessionState, title: string, evidence: string, now: number): readonly Crossing[] {
  const at = endTime(state);
  if (at === null) return [];
  const ran = elapsed(state, now);
  const { tasks } = state;
  const done =
    tasks && inEnglish`${tasks.completed.length} of ${tasks.completed.length + tasks.remaining.length} tasks done`;
  const cost = formatCost(state.cost);
  const facts = [
    ran === null ? null : inEnglish`After ${formatDuration(ran)}`,
    done,
    cost === '–' ? null : cost,
    evidence,
  ];
  return [crossing(title, facts.filter((fact) => fact !== null).join(' · '), at)];
}

function crossing(title: string, text: string, at: number): Crossing {
  return { condition: 'finished', rule: 'finished', severity: 'news', title, text, at };
}

function problem(title: string, text: string, at: number | null): readonly Crossing[] {
  if (at === null) return [];
  return [{ condition: 'failed', rule: 'failed', severity: 'problem', title, text, at }];
}

/** null where only a file's date tells, which a copy makes new: then nobody knows that it was now. */
function endTime(state: SessionState): number | null {
  const dated = state.activity !== null && state.activity.clock !== 'file';
  return state.end?.clock === 'file' && !dated ? null : endedAt(state);
}

function isPart({ links }: SessionState): boolean {
  return links.some(({ relation }) => relation === 'started by');
}
