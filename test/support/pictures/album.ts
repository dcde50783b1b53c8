import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { decode, difference, encode } from './picture.ts';
import type { Picture } from './picture.ts';
import type { SizeName } from './sizes.ts';
import type { Theme } from './themes.ts';

const PROJECT = resolve(import.meta.dirname, '../../..');
const KEPT = join(PROJECT, 'test/fixtures/pictures');
const DIFFERENT = join(PROJECT, 'build/pictures');

/** How many pixels of a picture may be different: a hairline that fell on the other side of a pixel. */
const ALLOWED_PIXELS = 12;

export interface Name {
  readonly screen: string;
  readonly size: SizeName;
  readonly theme: Theme;
}

const fileOf = ({ screen, size, theme }: Name): string => join(size, `${screen}-${theme}.png`);

/** What is wrong with a picture, for people; null: nothing. */
export function wrongWith(name: Name, picture: Picture): string | null {
  const kept = join(KEPT, fileOf(name));
  if (!existsSync(kept)) return `${fileOf(name)}: there is no picture of it yet. "npm run pictures" makes it.`;
  const { pixels } = difference(picture, decode(readFileSync(kept)));
  return pixels > ALLOWED_PIXELS ? `${fileOf(name)}: ${pixels} pixels differ` : null;
}

/** Writes what is, what was kept and where they differ side by side; the folder, for people. */
export function writeDifference(name: Name, picture: Picture): string {
  const [kept, file] = [join(KEPT, fileOf(name)), join(DIFFERENT, fileOf(name))];
  mkdirSync(dirname(file), { recursive: true });
  const write = (what: string, bytes: Buffer): void => writeFileSync(file.replace(/\.png$/, `.${what}.png`), bytes);
  write('actual', encode(picture));
  if (existsSync(kept)) {
    const expected = readFileSync(kept);
    write('expected', expected);
    write('diff', encode(difference(picture, decode(expected)).shown));
  }
  return relative(PROJECT, dirname(file));
}

export function clearDifferences(): void {
  rmSync(DIFFERENT, { recursive: true, force: true });
}

/** Keeps a picture, unless the one that is kept already looks the same; whether it was new. */
export function keep(name: Name, picture: Picture): boolean {
  if (wrongWith(name, picture) === null) return false;
  const file = join(KEPT, fileOf(name));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, encode(picture));
  return true;
}

/** Removes what is kept of screens that are no more; its names. */
export function removeOthers(names: readonly Name[]): readonly string[] {
  const known = new Set(names.map(fileOf));
  const files = existsSync(KEPT) ? readdirSync(KEPT, { recursive: true, encoding: 'utf8' }) : [];
  const others = files.filter((file) => file.endsWith('.png') && !known.has(file));
  for (const file of others) rmSync(join(KEPT, file));
  return others;
}

const FONTS = join(KEPT, 'fonts.json');

/** How wide the page's letters were where the pictures were made. */
export function keptFonts(): unknown {
  return JSON.parse(readFileSync(FONTS, 'utf8'));
}

export function keepFonts(fonts: unknown): void {
  mkdirSync(KEPT, { recursive: true });
  writeFileSync(FONTS, `${JSON.stringify(fonts, null, 2)}\n`);
}
