import { homedir } from 'node:os';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';

/**
 * The file that a session's text means, by its real path; null when there is none below one of the folders, the first of
 * which counts first. Both the text and the folder of a session are its own words: a file elsewhere is not opened, neither by
 * "..", nor by a link, nor by an address of another machine, of which the disk is not even asked.
 */
export async function findNamedFile(named: string, folders: readonly string[]): Promise<string | null> {
  if (named.includes('\0') || isElsewhere(named)) return null;
  for (const folder of folders) {
    if (!isAbsolute(folder) || isElsewhere(folder) || isTooWide(folder)) continue;
    const path = resolve(folder, named);
    if (!isBelow(folder, path)) continue;
    const found = await realFile(folder, path);
    if (found !== null) return found;
  }
  return null;
}

/** A session that says it works in "/", or above everybody's home, would have every file below its folder. */
function isTooWide(folder: string): boolean {
  return !relative(resolve(folder), homedir()).startsWith('..');
}

/** "//host/share" and "\\host\share" are on another machine, "file:…" and "https:…" are addresses. */
function isElsewhere(path: string): boolean {
  return /^[\\/]{2}/.test(path) || /^[a-z][a-z\d+.-]+:/i.test(path);
}

async function realFile(folder: string, path: string): Promise<string | null> {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(path)]);
    return isBelow(root, real) && (await stat(real)).isFile() ? real : null;
  } catch {
    return null;
  }
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(resolve(folder), path);
  return way !== '' && way !== '..' && !/^\.\.[\\/]/.test(way) && !isAbsolute(way);
}
