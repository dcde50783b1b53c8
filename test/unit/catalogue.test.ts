import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { textsOf } from '../support/language/sourceTexts.ts';

const PROJECT = join(import.meta.dirname, '../..');
const german = JSON.parse(readFileSync(join(PROJECT, 'l10n/bundle.l10n.de.json'), 'utf8')) as Record<string, string>;
const sources = ['src', 'webview'].flatMap((folder) =>
  readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(PROJECT, folder, name)),
);
const texts = sources.map((path) => ({ ...textsOf(path), path: relative(PROJECT, path) }));
const english = new Set(texts.flatMap(({ keys }) => keys));

/** What stands in the places of a text, in any order. A comment behind a text tells two meanings apart, and has none. */
function places(text: string): readonly string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
}

describe('the texts of the product', () => {
  it('are all in the catalogue: none stands in a template in English only, or is asked for before the language is known', () => {
    assert.deepEqual(
      texts.flatMap(({ problems }) => problems),
      [],
    );
    assert.ok(english.size > 1_000, `only ${english.size} texts were found`);
  });

  it('have a German one each', () => {
    assert.deepEqual(
      [...english].filter((key) => !Object.hasOwn(german, key)),
      [],
    );
  });

  it('are all said somewhere: the catalogue keeps no German for what is gone', () => {
    assert.deepEqual(
      Object.keys(german).filter((key) => !english.has(key)),
      [],
    );
  });

  it('have in German what is put into the English, each once', () => {
    const others = Object.entries(german).filter(
      ([key, text]) => text.trim() === '' || places(key).join() !== places(text).join(),
    );
    assert.deepEqual(others, []);
  });
});
