import type { ExportFormat } from '../../../protocol/exportFormats.ts';
import type { JournaledEvent } from '../../../protocol/events.ts';
import type { SessionState } from '../../../protocol/state.ts';
import { redactJson, Redactor } from '../../../protocol/redaction/redact.ts';
import { maskEvent, maskState } from '../../../protocol/redaction/sessionFacts.ts';
import { exportCsv } from './exportCsv.ts';
import type { ExportedSession } from './exportedSession.ts';
import { exportJson, exportJsonLines } from './exportJson.ts';
import { exportMarkdown } from './exportMarkdown.ts';
import { exportReplay } from './exportReplay.ts';
import type { RecordingMade } from './exportReplay.ts';

export const EXPORT_MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

interface ExportOf {
  /** Of the last event that the state knows. */
  readonly seq: number;
  readonly state: SessionState;
  /** Without the secrets that the session told of. */
  readonly masked: boolean;
}

type EventsOf = (id: string) => Iterable<JournaledEvent>;

const EXPORTERS: Readonly<Record<Exclude<ExportFormat, 'html'>, (session: ExportedSession) => Iterable<string>>> = {
  json: exportJson,
  jsonl: exportJsonLines,
  csv: exportCsv,
  md: exportMarkdown,
};

/**
 * A session as a file, in pieces: events go through one by one, so memory does not grow with the session. Its events are
 * numbered from 1, since the journal's own numbers mean nothing elsewhere.
 */
export function exportSession(
  format: Exclude<ExportFormat, 'html'>,
  { seq, state, masked }: ExportOf,
  events: EventsOf,
): Iterable<string> {
  const all = () => numbered(events(state.id), seq);
  return EXPORTERS[format](
    masked ? { state: redactJson(state), events: () => maskedEvents(all()) } : { state, events: all },
  );
}

/** The same in any format. A page to be given away is masked whoever asks for it. */
export function exportAs(
  format: ExportFormat,
  session: ExportOf,
  events: EventsOf,
  made: RecordingMade,
): Iterable<string> | AsyncIterable<string> {
  if (format !== 'html') return exportSession(format, session, events);
  const { seq, state } = session;
  return exportReplay({ state: maskState(state), events: () => maskedEvents(numbered(events(state.id), seq)) }, made);
}

function* maskedEvents(events: Iterable<JournaledEvent>): Iterable<JournaledEvent> {
  const redactor = new Redactor();
  for (const event of events) yield maskEvent(event, redactor);
}

/** The events up to the one that the state knows last. */
function* numbered(events: Iterable<JournaledEvent>, last: number): Iterable<JournaledEvent> {
  let number = 0;
  for (const event of events) {
    if (event.seq > last) return;
    yield { ...event, seq: ++number };
  }
}

/** A name for the file that every system takes. */
export function exportFileName(id: string, format: ExportFormat): string {
  return `session_${id.replace(/[^\w.-]/g, '_')}.${format}`;
}
