import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { FoundText } from '../../src/protocol/historyQuestions.ts';
import { plainText } from '../log/ansi.ts';

/** A text with what matched in it marked. Sessions write these texts: they are text nodes, and nothing else. */
export function excerpt({ text, matches, cut_before, cut_behind }: FoundText): TemplateResult {
  const parts: unknown[] = [];
  let at = 0;
  for (const [from, to] of matches) {
    if (from < at) continue;
    parts.push(plainText(text.slice(at, from)), html`<mark>${plainText(text.slice(from, to))}</mark>`);
    at = to;
  }
  parts.push(plainText(text.slice(at)));
  return html`<span class="excerpt">${cut_before ? '…' : ''}${parts}${cut_behind ? '…' : ''}</span>`;
}
