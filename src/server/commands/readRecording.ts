import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { isJsonObject } from '../sources/jsonObject.ts';
import { parseEventLine } from '../sources/contextFoundry/parseEventLine.ts';
import { sessionIdProblem } from '../sources/sessionId.ts';
import { fileLines } from './fileLines.ts';
import type { FileLine } from './fileLines.ts';

/** Bytes of an export that another program has laid out anew, so that it must be read as a whole. */
const WHOLE_LIMIT = 128 * 1024 * 1024;

/** A line of a recording: an event in the shape of our own exports, as JSON; null where it cannot be used. */
export interface RecordedLine {
  readonly event: string | null;
  /** What is wrong with it. */
  readonly reason?: string;
  /** Bytes of the file up to here. */
  readonly read: number;
}

/** The events of a file: our JSON or JSONL, or an events.jsonl as Context Foundry and other broadcasters record it. */
export async function* readRecording(file: string): AsyncIterable<RecordedLine> {
  const kind = await kindOf(file);
  if (kind === 'laid out anew') {
    yield* readWhole(file);
    return;
  }
  const session = kind === 'recording' ? await recordedSession(file) : '';
  const otherwise = { time: (await stat(file)).mtimeMs, clock: 'file' } as const;
  let inEvents = kind !== 'export';
  for await (const line of fileLines(file)) {
    const read = line.offset + line.text.length;
    if (kind === 'export' && !inEvents) inEvents = line.text === '"events":[';
    else if (kind === 'export' && line.text.startsWith(']')) return;
    else if (kind === 'export') yield { event: line.text.replace(/,$/, ''), read };
    else if (line.text.trim() === '') continue;
    else if (kind === 'lines') yield { event: line.text, read };
    else yield* recorded(line, session, otherwise, read);
  }
}

function* recorded(
  line: FileLine,
  session: string,
  otherwise: Parameters<typeof parseEventLine>[3],
  read: number,
): Iterable<RecordedLine> {
  const { events, skipped } = parseEventLine(line, session, 0, otherwise);
  for (const event of events) yield { event: JSON.stringify(event), read };
  if (skipped !== undefined) yield { event: null, reason: `line ${line.number}: ${skipped}`, read };
}

type Kind = 'export' | 'laid out anew' | 'lines' | 'recording';

async function kindOf(file: string): Promise<Kind> {
  for await (const { text } of fileLines(file)) {
    if (text.trim() === '') continue;
    if (/^\{"format":\d+,.*,$/.test(text)) return 'export';
    const first = fromJson(text);
    if (!isJsonObject(first) || 'events' in first) return 'laid out anew';
    return 'clock' in first && 'session' in first ? 'lines' : 'recording';
  }
  throw new Error(`${file} is empty: there is nothing to read.`);
}

async function* readWhole(file: string): AsyncIterable<RecordedLine> {
  const { size } = await stat(file);
  const help = 'It is none of ours: give it an export (JSON, JSONL) or an events.jsonl.';
  if (size > WHOLE_LIMIT)
    throw new Error(`${file} is no export as it was written, and too large to be read otherwise. ${help}`);
  const value = fromJson(await readFile(file, 'utf8'));
  const events = isJsonObject(value) ? value['events'] : undefined;
  if (!Array.isArray(events)) throw new Error(`${file} has no events in it. ${help}`);
  for (const event of events) yield { event: JSON.stringify(event), read: size };
}

/** The session that a recording names, else the folder it lies in, as broadcasters lay them. */
async function recordedSession(file: string): Promise<string> {
  for await (const { text } of fileLines(file)) {
    const value = fromJson(text);
    const told = isJsonObject(value) ? value['session_id'] : undefined;
    if (typeof told === 'string' && sessionIdProblem(told) === undefined) return told;
  }
  const folder = basename(dirname(resolve(file)));
  return sessionIdProblem(folder) === undefined ? folder : 'recording';
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
