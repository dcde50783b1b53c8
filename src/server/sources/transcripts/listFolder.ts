import { inEnglish } from '../../../protocol/language.ts';
import { closeSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { describeReadError, isMissing } from '../files/fileErrors.ts';
import type { ListedFolder } from './transcriptProgram.ts';

/** Collects what cannot be read while a folder is listed, so that the rest is. */
export type Problems = ListedFolder['problems'][number][];

/** A folder's entries; none when it is not there, or may not be read, which is told. What only looks like a transcript is too. */
export function entriesOf(folder: string, problems: Problems): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    for (const entry of entries)
      if (!entry.isFile() && IS_TRANSCRIPT.test(entry.name))
        problems.push({ place: join(folder, entry.name), message: whatItIs(entry) });
    return entries;
  } catch (error) {
    if (!isMissing(error)) problems.push({ place: folder, message: describeReadError(error) });
    return [];
  }
}

const IS_TRANSCRIPT = /\.jsonl(\.zst)?$/;

function whatItIs(entry: Dirent): string {
  if (entry.isSymbolicLink())
    return inEnglish`It is a symbolic link, and links are not followed, so what it tells is missing here. Put the file itself there.`;
  return inEnglish`It is ${entry.isDirectory() ? inEnglish`a folder` : inEnglish`a pipe or the like`} where a transcript should be, and is passed over.`;
}

export interface Stamp {
  readonly size: number;
  readonly modified: number;
  readonly inode: string;
}

/** null when the file is gone, or may not be looked at, which is told. */
export function stampOf(path: string, problems: Problems): Stamp | null {
  try {
    const { size, mtimeMs, ino } = statSync(path);
    return { size, modified: mtimeMs, inode: String(ino) };
  } catch (error) {
    if (!isMissing(error)) problems.push({ place: path, message: describeReadError(error) });
    return null;
  }
}

/** The first bytes of a file; none when it cannot be read, which its reading will tell. */
export function headOf(path: string, bytes: number): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(bytes);
      return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return Buffer.alloc(0);
  }
}
