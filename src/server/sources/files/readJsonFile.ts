import { inEnglish } from '../../../protocol/language.ts';
import { open } from 'node:fs/promises';
import { contentHash } from './contentHash.ts';

/** Bytes of a whole-file JSON that is still read. */
export const JSON_FILE_BYTES = 16 * 1024 * 1024;

export type JsonFileRead =
  | { readonly ok: true; readonly value: unknown; readonly hash: string }
  /** `unfinished`: empty or cut off, as a rewrite in progress looks; worth another look in a moment. */
  | { readonly ok: false; readonly unfinished: boolean; readonly message: string };

/** Reads a JSON file that others rewrite in place. Throws what the file system throws. */
export async function readJsonFile(path: string, limit = JSON_FILE_BYTES): Promise<JsonFileRead> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    if (size > limit) {
      return {
        ok: false,
        unfinished: false,
        message: inEnglish`it has ${size} bytes, and more than ${limit} are not read`,
      };
    }
    const bytes = await handle.readFile();
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
    if (text.trim() === '') return { ok: false, unfinished: true, message: inEnglish`it is empty` };
    return { ok: true, value: JSON.parse(text) as unknown, hash: contentHash(bytes) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, unfinished: true, message: inEnglish`it is not complete JSON (${error.message})` };
  } finally {
    await handle.close();
  }
}
