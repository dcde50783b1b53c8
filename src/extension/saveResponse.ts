import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import type * as vscode from 'vscode';
import { formatDecimal } from '../protocol/format.ts';

type Told = vscode.Progress<{ readonly message?: string }>;

/** Bytes between two words about the progress. */
const TELL_EVERY = 1024 * 1024;

/**
 * Writes an answer to a file piece by piece, so that a large one takes no memory; false when the person called it off. A file
 * that was there before stays until the new one is whole.
 */
export async function saveResponse(
  response: Response,
  { fsPath }: vscode.Uri,
  progress: Told,
  cancellation: vscode.CancellationToken,
): Promise<boolean> {
  const partial = `${fsPath}.${process.pid}.part`;
  const aborted = new AbortController();
  const subscription = cancellation.onCancellationRequested(() => aborted.abort());
  try {
    const body = Readable.fromWeb(response.body as ReadableStream);
    await pipeline(body, counted(progress), createWriteStream(partial), { signal: aborted.signal });
    await rename(partial, fsPath);
    return true;
  } catch (error) {
    await rm(partial, { force: true });
    if (aborted.signal.aborted) return false;
    throw error;
  } finally {
    subscription.dispose();
  }
}

function counted(progress: Told): Transform {
  let bytes = 0;
  let told = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes - told >= TELL_EVERY) progress.report({ message: `${formatDecimal((told = bytes) / 1e6, 0)} MB` });
      done(null, chunk);
    },
  });
}
