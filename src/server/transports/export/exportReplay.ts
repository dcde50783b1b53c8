import { inEnglish } from '../../../protocol/language.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { JournaledEvent } from '../../../protocol/events.ts';
import { BLOCK_END, BLOCK_START, recordingHead } from '../../../protocol/recording.ts';
import { summarize } from '../../../protocol/summary.ts';
import type { ExportedSession } from './exportedSession.ts';

/** A block ends with this many events or characters: unpacking one is what a page waits for when somebody seeks. */
const EVENTS_IN_BLOCK = 500;
const CHARACTERS_IN_BLOCK = 512 * 1024;
/** Characters of events that are masked and written before others get their turn: some milliseconds. */
const CHARACTERS_PER_TURN = 32 * 1024;

/** Where the page of a recording takes its blocks; the build puts it there. */
const PLACE_OF_BLOCKS = '<!-- The recording -->';

/** What a recording says of itself. */
export interface RecordingMade {
  /** ms since the Unix epoch. */
  readonly at: number;
  readonly version: string;
  /** The folder with the built dashboard. */
  readonly dashboardDir: string;
}

const pack = promisify(gzip);

/** A session as one page that shows it again without a server. In memory is one block at a time. */
export async function* exportReplay(
  { state, events }: ExportedSession,
  { at, version, dashboardDir }: RecordingMade,
): AsyncIterable<string> {
  const page = await readFile(join(dashboardDir, 'recording.html'), 'utf8');
  const place = page.indexOf(PLACE_OF_BLOCKS);
  if (place < 0) throw new Error(inEnglish`The page of recordings is not whole. Build or install this program again.`);
  yield page.slice(0, place);
  yield block(JSON.stringify(recordingHead({ madeAt: at, version, summary: summarize(state) })));
  for await (const text of blocksOf(events())) yield block(text);
  yield page.slice(place + PLACE_OF_BLOCKS.length);
}

async function block(text: string): Promise<string> {
  return `${BLOCK_START}${(await pack(text)).toString('base64')}${BLOCK_END}`;
}

async function* blocksOf(events: Iterable<JournaledEvent>): AsyncIterable<string> {
  let lines: string[] = [];
  let [size, sinceTurn] = [0, 0];
  for (const event of events) {
    const line = JSON.stringify(withoutPlace(event));
    lines.push(line);
    size += line.length;
    sinceTurn += line.length;
    if (lines.length === EVENTS_IN_BLOCK || size >= CHARACTERS_IN_BLOCK) {
      yield `[${lines.join(',\n')}]`;
      lines = [];
      size = 0;
    }
    if (sinceTurn < CHARACTERS_PER_TURN) continue;
    sinceTurn = 0;
    await nextTurn();
  }
  if (lines.length > 0) yield `[${lines.join(',\n')}]`;
}

/** Where in whose files a fact stands helps nobody who has not got the files, and so does what no page shows. */
function withoutPlace({ place: _place, wire: _wire, ...event }: JournaledEvent): object {
  return event;
}
