import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { AnsiSpan } from './ansi.ts';

/** Characters before a hit that are shown where the text in front of it has no room. */
const BEFORE_HIT = 24;
/** A hit that begins further in is likely out of sight on one line. */
const IN_SIGHT = 48;

/** Text with its colours and with what is searched for marked. `wanted`: in lower case, "" for nothing. */
export function spansOf(spans: readonly AnsiSpan[], wanted: string): readonly TemplateResult[] {
  const whole = spans.map(({ text }) => text).join('');
  const hits = hitsIn(whole, wanted);
  let at = 0;
  return spans.flatMap(({ text, classes }) => {
    const from = at;
    at += text.length;
    return cutAt(text, from, hits).map(({ piece, isHit }) =>
      isHit ? html`<mark class=${classes}>${piece}</mark>` : html`<span class=${classes}>${piece}</span>`,
    );
  });
}

/** The part of a text that is shown on one line: from its start, or from somewhat before the first hit. */
export function inSight(text: string, wanted: string, length: number): string {
  const hit = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted);
  return hit <= IN_SIGHT ? text.slice(0, length) : `…${text.slice(hit - BEFORE_HIT, hit - BEFORE_HIT + length)}`;
}

type Range = readonly [from: number, to: number];

function hitsIn(text: string, wanted: string): readonly Range[] {
  const lower = text.toLowerCase();
  // Some letters have more of them in lower case: then places in one are not places in the other.
  if (wanted === '' || lower.length !== text.length) return [];
  const hits: Range[] = [];
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length))
    hits.push([at, at + wanted.length]);
  return hits;
}

function cutAt(text: string, from: number, hits: readonly Range[]): { piece: string; isHit: boolean }[] {
  const pieces: { piece: string; isHit: boolean }[] = [];
  const add = (a: number, b: number, isHit: boolean): void => {
    if (b > a) pieces.push({ piece: text.slice(a - from, b - from), isHit });
  };
  const end = from + text.length;
  let at = from;
  for (const [a, b] of hits) {
    if (b <= at || a >= end) continue;
    add(at, Math.max(at, a), false);
    add(Math.max(at, a), Math.min(b, end), true);
    at = Math.min(b, end);
  }
  add(at, end, false);
  return pieces;
}
