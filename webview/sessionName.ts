import { isAgentSession } from '../src/protocol/selectors.ts';
import type { SessionSummary } from '../src/protocol/summary.ts';

const TASK_SHOWN = 60;

/**
 * What to call a session in a line with others. A coding agent has many sessions in one project, so what it was asked
 * for tells them apart.
 */
export function sessionName(session: Pick<SessionSummary, 'id' | 'project' | 'task' | 'source'>): string {
  const project = session.project ?? session.id;
  if (session.task === null || !isAgentSession(session)) return project;
  const task = session.task.replace(/\s+/g, ' ').trim();
  return `${project}: ${task.length > TASK_SHOWN ? `${task.slice(0, TASK_SHOWN).trimEnd()}…` : task}`;
}
