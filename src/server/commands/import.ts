import { stat } from 'node:fs/promises';
import type { ImportAnswer } from '../../protocol/history.ts';
import { inEnglish } from '../../protocol/language.ts';
import { prepareDataFolder } from '../base/dataFolder.ts';
import { findRunningServer, requestServer } from '../base/runningServer.ts';
import { importLines } from '../history/importLines.ts';
import { journaledEvent } from '../sources/recordings/journaledEvent.ts';
import type { CommonOptions } from './commonOptions.ts';
import { openStopped } from './openStopped.ts';
import { createProgress } from './progress.ts';
import { readRecording } from './readRecording.ts';

/** Characters that are sent at once: small, so that others are served in between. */
const PART = 256 * 1024;

/** Takes in events, one a line. */
export type Importer = (lines: string) => ImportAnswer | Promise<ImportAnswer>;

/** `livestream import <file>`: into the running server, else into the journal itself. */
export async function importCommand(file: string, { dataDir }: CommonOptions): Promise<void> {
  const server = await findRunningServer(dataDir);
  const answer = server ? await importFile(file, postTo(server)) : await importStopped(file, dataDir);
  process.stdout.write(`${describe(answer)}\n`);
  if (answer.events + answer.known === 0) throw new Error(`${file} has no event that could be used.`);
}

/** Reads a file part by part and gives each to `take`. */
export async function importFile(file: string, take: Importer): Promise<ImportAnswer> {
  const { size } = await stat(file).catch(() => {
    throw new Error(`${file} cannot be read. Give the path of an export or an events.jsonl.`);
  });
  const progress = createProgress('imported', size);
  const sum = { events: 0, known: 0, refused: 0, reason: null as string | null, sessions: new Set<string>() };
  const add = (answer: Partial<ImportAnswer>): void => {
    sum.events += answer.events ?? 0;
    sum.known += answer.known ?? 0;
    sum.refused += answer.refused ?? 0;
    sum.reason ??= answer.reason ?? null;
    for (const session of answer.sessions ?? []) sum.sessions.add(session);
  };
  let part = '';
  let last = 0;
  try {
    for await (const { event, reason, read } of readRecording(file)) {
      if (event === null) add({ refused: 1, reason: reason ?? null });
      else part += `${event}\n`;
      if (part.length < PART) continue;
      add(await take(part));
      part = '';
      progress.add(read - last);
      last = read;
    }
    if (part !== '') add(await take(part));
  } finally {
    progress.end();
  }
  return { ...sum, sessions: [...sum.sessions] };
}

export function postTo(server: Parameters<typeof requestServer>[0]): Importer {
  return async (lines) => (await (await requestServer(server, 'api/import', lines)).json()) as ImportAnswer;
}

async function importStopped(file: string, dataDir: string): Promise<ImportAnswer> {
  prepareDataFolder(dataDir);
  const { journal, store } = openStopped(dataDir);
  try {
    return await importFile(file, (lines) =>
      importLines(lines, {
        parse: journaledEvent,
        restore: journal.deletions.restore,
        commit: (events) => {
          const committed = journal.append({ events, cursors: [] });
          store.apply(committed.events);
          return committed.events.length;
        },
      }),
    );
  } finally {
    store.save();
    journal.close();
  }
}

/** Sentences that whoever shows them can put into the reader's language, each by itself. */
function describe({ events, known, refused, reason, sessions }: ImportAnswer): string {
  const names = sessions.length === 1 ? inEnglish`session ${sessions[0]!}` : inEnglish`${sessions.length} sessions`;
  const parts = [
    events === 1 ? inEnglish`Imported 1 event of ${names}.` : inEnglish`Imported ${events} events of ${names}.`,
    known > 0 ? inEnglish`${known} were here already.` : '',
    refused > 0 ? inEnglish`${refused} could not be used; the first: ${reason ?? '?'}.` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
