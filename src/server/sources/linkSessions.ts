import { sep } from 'node:path';
import type { SessionEvent } from '../../protocol/events.ts';
import { isAgentSession } from '../../protocol/selectors.ts';
import type { SessionSummary } from '../../protocol/summary.ts';

/** A runner starts its agent within a moment, and may be asked to wait that long after it last told of itself, ms. */
const BEFORE_MS = 10_000;
const AFTER_MS = 30 * 60_000;

/**
 * The links between a session that was just told of and those beside it: Context Foundry's runner starts coding agents
 * in its own folder or below, and neither knows of the other. Telling a link again is harmless.
 */
export function linkSessions(told: SessionSummary, others: readonly SessionSummary[]): readonly SessionEvent[] {
  const isAgent = isAgentSession(told);
  return others
    .filter((other) => isAgentSession(other) !== isAgent)
    .filter((other) => (isAgent ? started(other, told) : started(told, other)))
    .flatMap((other) => (isAgent ? link(other, told) : link(told, other)));
}

function started(runner: SessionSummary, agent: SessionSummary): boolean {
  const began = runner.startedAt ?? runner.firstActivityAt;
  const at = agent.startedAt ?? agent.firstActivityAt;
  if (runner.folder === null || agent.folder === null || began === null || at === null) return false;
  const isInside = agent.folder === runner.folder || agent.folder.startsWith(runner.folder + sep);
  const last = runner.activity?.clock === 'file' ? began : (runner.activity?.at ?? began);
  return isInside && at >= began - BEFORE_MS && at <= last + AFTER_MS;
}

function link(runner: SessionSummary, agent: SessionSummary): readonly SessionEvent[] {
  const time = agent.startedAt ?? agent.firstActivityAt ?? 0;
  const shared = { time, clock: 'producer', source: 'folders and times', type: 'session_link' } as const;
  return [
    { ...shared, id: `link:${agent.id}`, session: runner.id, data: { session: agent.id, relation: 'starts' } },
    { ...shared, id: `link:${runner.id}`, session: agent.id, data: { session: runner.id, relation: 'started by' } },
  ];
}
