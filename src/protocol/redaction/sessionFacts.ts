import type { JournaledEvent } from '../events.ts';
import type { LogLine, SessionState } from '../state.ts';
import { Redactor, redactJson } from './redact.ts';

/** What a session says, for those who see no secrets. Ids of sessions stay: they are what clients ask by. */

/** `linesBefore`: the lines of the session's log before the first of the events. */
export function maskEvents(
  events: readonly JournaledEvent[],
  linesBefore: readonly string[],
): readonly JournaledEvent[] {
  const redactor = new Redactor(linesBefore);
  return events.map((event) => maskEvent(event, redactor));
}

export function maskEvent<T extends { readonly session: string }>(event: T, redactor: Redactor): T {
  return { ...redactor.json(event), session: event.session };
}

export function maskState(state: SessionState): SessionState {
  const { id, links } = state;
  // The log has an order in which a key may come line by line; what happened last may be its next line.
  const lines = new Redactor();
  const logs = state.logs.map((line) => lines.json(line));
  return { ...redactJson({ ...state, logs: [] }), id, links, logs, activity: lines.json(state.activity) };
}

/** Lines of one log, in their order, `before` the first of them those. */
export function maskLines(lines: readonly string[], before: readonly string[] = []): readonly string[] {
  const redactor = new Redactor(before);
  return lines.map((line) => redactor.text(line));
}

/** Lines of one log as they are shown, in their order, `before` the first of them those. */
export function maskLogLines(lines: readonly LogLine[], before: readonly string[]): readonly LogLine[] {
  const redactor = new Redactor(before);
  return lines.map((line) => redactor.json(line));
}

/** The log of a session before the event with this number. */
export function linesBefore({ logs }: SessionState, seq: number): readonly string[] {
  return logs.filter((line) => line.seq < seq).map(({ text }) => text);
}
