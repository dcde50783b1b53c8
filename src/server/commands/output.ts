import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createProgress } from './progress.ts';

/**
 * Writes to a file, whole or not at all, or to stdout, where a reader that has seen enough, such as `head`, is no error.
 * Says on a terminal how far it is.
 */
export async function writeOutput(text: Readable, file: string | undefined): Promise<void> {
  const progress = createProgress('written');
  const counted = async function* (chunks: AsyncIterable<string | Uint8Array>) {
    for await (const chunk of chunks) {
      progress.add(Buffer.byteLength(chunk));
      yield chunk;
    }
  };
  try {
    if (file === undefined) await toStdout(text, counted);
    else await toFile(text, counted, file);
  } finally {
    progress.end();
  }
}

type Through = (chunks: AsyncIterable<string | Uint8Array>) => AsyncIterable<string | Uint8Array>;

async function toStdout(text: Readable, through: Through): Promise<void> {
  await pipeline(text, through, process.stdout, { end: false }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function toFile(text: Readable, through: Through, file: string): Promise<void> {
  const unfinished = `${file}.part`;
  try {
    await pipeline(text, through, createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new Error(`${file} was not written: ${(error as Error).message}`, { cause: error });
  }
}
