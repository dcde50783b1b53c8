import { inEnglish } from '../../../protocol/language.ts';
import { createReadStream } from 'node:fs';
import type { Transform } from 'node:stream';
import zlib from 'node:zlib';

/** A part of what a compressed rollout holds, or the reason why there is no more of it. */
export type Unpacked = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly reason: string };

/** Older runtimes, as some editors have, cannot read this compression. */
const unpacker = (zlib as Partial<typeof zlib>).createZstdDecompress ?? null;

/**
 * Reads a rollout that Codex put away as `.jsonl.zst`, at most `limit` bytes of what it holds: a small file may hold
 * any amount. Never throws; what goes wrong is the last part.
 */
export async function* readCompressed(
  path: string,
  limit: number,
  createUnpacker: (() => Transform) | null = unpacker,
): AsyncGenerator<Unpacked, void> {
  if (createUnpacker === null) {
    const reason = inEnglish`It is compressed with Zstandard, which this runtime cannot read: Node.js 22.15 or newer can.`;
    yield { ok: false, reason };
    return;
  }
  const source = createReadStream(path);
  const unpacked = createUnpacker();
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  let read = 0;
  try {
    for await (const bytes of unpacked as AsyncIterable<Buffer>) {
      read += bytes.length;
      if (read > limit) {
        const reason = inEnglish`It holds more than ${limit} bytes, so the rest of it was left out.`;
        yield { ok: false, reason };
        return;
      }
      yield { ok: true, bytes };
    }
  } catch (error) {
    yield {
      ok: false,
      reason: inEnglish`It cannot be read (${error instanceof Error ? error.message : String(error)}).`,
    };
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}
