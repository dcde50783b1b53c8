import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const STYLES = join(import.meta.dirname, '../../../webview/styles');
/** Where the tokens come from; and the page of the API, which is a page of its own. */
const OTHERS = ['tokens.css', 'browserThemes.css', 'docs.css'];

/** What a declaration may not say by itself, by its property. Sizes by the window's are meant as they stand. */
const RAW: readonly (readonly [property: RegExp, value: RegExp])[] = [
  [/^(padding|margin|gap|row-gap|column-gap)/, /(?<![\w.-])(?:[2-9]|[12]\d|3[0-2])px/],
  [/^border(-[a-z-]+)?-radius$/, /\dpx/],
  [/^font-size$/, /(?<![\w.-])\d+px|var\(--size\) \*/],
  [/^font-weight$/, /^[5-9]00$/],
  [/^(animation|transition)/, /\d+m?s/],
  [/^(color|background|border|fill|stroke|outline)/, /(?<!, )#[0-9a-f]{3,8}/i],
];

describe('the styles of the dashboard', () => {
  it('take space, type, corners, motion and colours from the tokens', () => {
    const raw = readdirSync(STYLES)
      .filter((name) => !OTHERS.includes(name))
      .flatMap((name) => rawIn(name, readFileSync(join(STYLES, name), 'utf8')));
    assert.deepEqual(raw, []);
  });
});

function rawIn(name: string, css: string): readonly string[] {
  return [...css.matchAll(/^ +([a-z-]+): ([^;{}]+);(?! \/\* )/gm)]
    .filter(([, property, value]) => {
      const fixed = value!.replaceAll(/clamp\([^)]*\)|calc\([^;]*\)/g, '');
      return RAW.some(([of, what]) => of.test(property!) && what.test(fixed));
    })
    .map(([declaration]) => `${name}: ${declaration.trim()}`);
}
