import { isAgentSession } from './selectors.ts';
import type { SessionSummary } from './summary.ts';

/** A coding agent has many sessions in one project: what it was asked for tells them apart. */
export function sessionLabel({ project, task, id, source }: SessionSummary): string {
  const asked = task?.replace(/\s+/g, ' ').trim() || null;
  return (isAgentSession({ source }) ? (asked ?? project) : (project ?? asked)) ?? id;
}
