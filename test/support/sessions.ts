import assert from 'node:assert/strict';
import type { z } from 'zod';
import { isAlertType } from '../../src/protocol/alerts.ts';
import type { JournaledEvent } from '../../src/protocol/events.ts';
import type * as schemas from '../../src/server/transports/http/schemas.ts';
import { producer } from './foundry.ts';
import { ask, post } from './http.ts';
import { until } from './until.ts';

export type StatusBody = z.infer<typeof schemas.status>;
export type DiagnosticBody = z.infer<typeof schemas.diagnostic>;

interface Port {
  readonly port: number;
}

/** The body of /api/status/{id}; the id as it stands in an address. */
export async function statusOf(server: Port, id: string): Promise<StatusBody> {
  return (await ask(server, `/api/status/${id}`)).json() as StatusBody;
}

/** Waits until a session's status is as wanted; that status. */
export function statusWhen(
  server: Port,
  id: string,
  what: string,
  isSo: (status: StatusBody) => boolean,
): Promise<StatusBody> {
  return until(what, async () => {
    const status = await statusOf(server, id);
    return !('error' in status) && isSo(status) && status;
  });
}

/** The rows of /api/sessions, or of one of the lists below it. */
export async function rowsOf(server: Port, list = ''): Promise<readonly z.infer<typeof schemas.sessionRow>[]> {
  const { sessions, count } = (await ask(server, `/api/sessions${list}`)).json() as z.infer<typeof schemas.sessionList>;
  assert.equal(count, sessions.length);
  return sessions;
}

/** What a session told, as it is on disk, without what the server tells people of it; none when there is no such session. */
export async function eventsOf(server: Port, id: string): Promise<readonly JournaledEvent[]> {
  const events: JournaledEvent[] = [];
  for (let after: number | null = 0; after !== null;) {
    const answer = await ask(server, `/api/events/${id}?limit=1000&after=${after}`);
    if (answer.status === 404) return [];
    const page = answer.json() as { events: readonly JournaledEvent[]; next: number | null };
    events.push(...page.events);
    after = page.next;
  }
  return events.filter(({ type }) => !isAlertType(type));
}

/** Posts that an iteration of a session starts. */
export async function startIteration(server: Port, session: string, iteration: number): Promise<void> {
  const answer = await post(server, `/api/broadcast/${session}`, producer(session)('iteration_start', { iteration }));
  assert.equal(answer.status, 200);
}

export async function healthOf(server: Port): Promise<z.infer<typeof schemas.health>> {
  return (await ask(server, '/api/health')).json() as z.infer<typeof schemas.health>;
}

/** Waits until a server has read all that was in its folders when it started. */
export async function untilIndexed(server: Port, patience?: number): Promise<void> {
  const isRead = async (): Promise<boolean> => {
    const { sessions, sources } = await healthOf(server);
    return sessions > 0 && sources.every(({ indexing }) => indexing === null);
  };
  await until('the folders are read', isRead, patience);
}

/** Everything that troubles a server's sources. */
export async function diagnosticsOf(server: Port): Promise<readonly DiagnosticBody[]> {
  return (await healthOf(server)).sources.flatMap(({ diagnostics }) => diagnostics);
}

/** The folders of Context Foundry that a server watches. */
export async function rootsOf(server: Port): Promise<readonly string[]> {
  return (await healthOf(server)).sources
    .filter(({ name }) => name === 'Context Foundry')
    .flatMap(({ roots }) => roots);
}
