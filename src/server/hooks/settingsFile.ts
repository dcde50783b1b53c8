import { chmodSync, lstatSync, mkdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What a settings file is made of when there was none; one that is only this again is removed. */
export const FRESH = '{\n}\n';

/** Thrown where a file is not to be touched, with what to do about it. */
export class SettingsError extends Error {}

/** The text of a settings file; undefined when there is none. */
export function readSettings(path: string): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SettingsError(`${path} cannot be read (${(error as Error).message}).`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SettingsError(`${path} is not UTF-8 text. Save it as that first; it was left as it is.`);
  }
}

/**
 * Writes the file whole or not at all, with the mode it had. A link stays one: what it leads to is written. `before`
 * is what the change was made from; a file that has changed since is left alone.
 */
export function writeSettings(path: string, text: string, before: string | undefined): void {
  if (readSettings(path) !== before)
    throw new SettingsError(
      `${path} was changed by somebody else meanwhile. Nothing was written; run the command again.`,
    );
  if (text === FRESH && isPlainFile(path)) return rmSync(path);
  const file = target(path);
  const temporary = `${file}.livestream-${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    const mode = before === undefined ? 0o600 : statSync(file).mode & 0o777;
    writeFileSync(temporary, text, { mode, flag: 'wx' });
    // The mask of this process may have taken some of it away.
    chmodSync(temporary, mode);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new SettingsError(`${path} cannot be written (${(error as Error).message}). It was left as it is.`);
  }
}

function isPlainFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Where the file is, or will be when a link leads to none. */
function target(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    return isLink ? resolve(dirname(path), readlinkSync(path)) : path;
  }
}
