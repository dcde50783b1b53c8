import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { SessionEvent } from '../../../protocol/events.ts';
import { followFiles, type Looked } from '../files/followFiles.ts';
import { followJson, type JsonFormat, type ParsedFile } from '../files/followJson.ts';
import { followLines } from '../files/followLines.ts';
import { createProblems, type Problems } from '../files/problems.ts';
import type { TailLine } from '../files/tailFile.ts';
import type { Price } from '../pricing.ts';
import type { Source, SourceContext } from '../source.ts';
import { changesFoundryListing, listFoundryFiles, type FoundryFile } from './layout.ts';
import { followOvernightLog, type LogReading } from './overnightLog.ts';
import { parseEventLine } from './parseEventLine.ts';
import { parseModelCall } from './parseModelCall.ts';
import { completeEvent, parseProgress } from './parseProgress.ts';
import { parseState } from './parseState.ts';
import { parseSummary } from './parseSummary.ts';
import { phaseUpdateEvent } from './phaseUpdate.ts';
import type { EventResult } from './wireEvent.ts';

/** What the Context Foundry source uses of the server. */
export interface FoundryContext extends SourceContext {
  readonly price: Price;
}

/** Follows the files that Context Foundry's runner writes below the folders where it runs. */
export function createContextFoundrySource(context: FoundryContext, roots: readonly string[]): Source {
  const problems = createProblems(context.now, context.onDiagnostics);
  const sessions = new Map<string, readonly string[]>();
  /** Logs read to their end in this process: what comes then is new, and dated by this server. */
  const liveLogs = new Set<string>();

  const follower = followFiles<FoundryFile>({
    now: context.now,
    problems,
    async list(root) {
      const listing = await listFoundryFiles(root, problems);
      sessions.set(root, listing.sessions);
      return listing;
    },
    changesListing: changesFoundryListing,
    read: (file, modified, stopped) =>
      readFile(context, problems, file, {
        modified,
        stopped,
        liveLogs,
        // A log lies in the folder "logs" of its root.
        sessions: sessions.get(dirname(dirname(file.path))) ?? [],
      }),
  });
  for (const root of roots) follower.addRoot(resolve(root));

  return {
    name: 'Context Foundry',
    roots: follower.roots,
    addRoot: (root) => follower.addRoot(resolve(root)),
    start: follower.start,
    rescan: follower.rescan,
    indexing: follower.indexing,
    diagnostics: problems.list,
    stop: follower.stop,
  };
}

async function readFile(
  context: FoundryContext,
  problems: Problems,
  file: FoundryFile,
  reading: LogReading,
): Promise<Looked> {
  const place = { path: file.path, key: `cf:${file.path}` };
  const { modified, stopped } = reading;
  const session = file.session ?? '';
  const lines = { session, first: null, carry: z.null() };
  // Of a line without a time: it may be years old, so its reading dates nothing.
  const otherwise = { time: modified, clock: 'file' } as const;
  const json = (parse: JsonFormat<null>['parse']) =>
    followJson(context, problems, place, { session: file.session, memory: z.null(), parse }, modified);
  switch (file.kind) {
    case 'events': {
      const line = (each: TailLine, generation: number) => parseEventLine(each, session, generation, otherwise);
      await followLines(context, problems, place, { ...lines, line }, stopped);
      return 'done';
    }
    case 'calls': {
      const line = (each: TailLine, generation: number) =>
        parseModelCall(each, { session, generation, otherwise, price: context.price });
      await followLines(context, problems, place, { ...lines, line }, stopped);
      return 'done';
    }
    case 'state': {
      const memory = z.record(z.string(), z.string());
      const parse = (...[value, version, before]: Parameters<JsonFormat<Record<string, string>>['parse']>) =>
        parseState(value, version, before, { session, folder: folderAbove(file.path, 4) });
      return followJson(context, problems, place, { session, memory, parse }, modified);
    }
    case 'progress':
      return json((value, version) => parseProgress(value, version, session));
    case 'phase':
      return json((value) => inFolder(fromResult(phaseUpdateEvent(value, 'current-phase.json', otherwise)), file.path));
    case 'summary':
      return json((value, version) => fromResult(parseSummary(value, version)));
    case 'overnight':
      return followOvernightLog(context, problems, file, reading);
    case 'complete':
      takeComplete(context, place.key, completeEvent(session, modified));
      return 'done';
  }
}

/** The folder a session works in, from the place of one of its files. */
function folderAbove(path: string, levels: number): string {
  return levels === 0 ? path : folderAbove(dirname(path), levels - 1);
}

/** A build's file lies in the folder of its project, and does not name it. */
function inFolder(parsed: ParsedFile<null>, path: string): ParsedFile<null> {
  if (!parsed.ok) return parsed;
  const folder = folderAbove(path, 2);
  const placed = (event: SessionEvent): SessionEvent =>
    event.type === 'phase_update' ? { ...event, data: { ...event.data, folder } } : event;
  return { ...parsed, events: parsed.events.map(placed) };
}

function fromResult(result: EventResult): ParsedFile<null> {
  return result.ok
    ? { ok: true, events: [result.event], memory: null }
    : { ok: false, message: `${result.field}: ${result.message}` };
}

function takeComplete(context: FoundryContext, key: string, event: SessionEvent): void {
  if (context.cursor(key) !== event.id) context.commit({ events: [event], cursors: [{ key, value: event.id }] });
}
