import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDecimal, formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import type { LogLine, ToolLine } from '../../src/protocol/state.ts';
import { icon } from '../icons.ts';
import { plainText } from './ansi.ts';
import { inSight, spansOf } from './hitSpans.ts';

const SHOWN_CLOSED = 300;
const ICONS = { running: 'work', ok: 'done', error: 'error', lost: 'stopped' } as const;

/** How a tool call stands: a shape and a word. */
export function toolMark({ outcome }: ToolLine, goesOn: boolean): TemplateResult {
  const stands = outcome === 'running' && !goesOn ? 'lost' : outcome;
  const [word, meaning] = outcomeWords(stands);
  return html`<span class="tool-mark tool-${stands}" title=${meaning}
    >${icon(ICONS[stands])}<span>${word}</span></span
  >`;
}

/** A word, and what it means. */
function outcomeWords(outcome: ToolLine['outcome'] | 'lost'): readonly [string, string] {
  switch (outcome) {
    case 'running':
      return [t('runs'), t('It has not come back yet')];
    case 'ok':
      return [t('ok'), t('It came back')];
    case 'error':
      return [t('error'), t('Its result says that it failed')];
    case 'lost':
      return [t('lost'), t('It was running when the work ended, and no result came')];
  }
}

/**
 * A tool call on one line: its name, its input, what came of it and how long it took. `whole`: nothing is cut off;
 * `wanted`: what is searched for, in lower case.
 */
export function toolText({ text, tool }: LogLine, open: boolean, whole: boolean, wanted: string): TemplateResult {
  const { name, result, duration } = tool!;
  const input = inputOf(text, name);
  const shown = (part: string): readonly TemplateResult[] => {
    const plain = plainText(part);
    const cut = whole ? plain : inSight(plain, wanted, SHOWN_CLOSED).replaceAll('\n', ' ⏎ ');
    return spansOf([{ text: cut, classes: '' }], wanted);
  };
  return html`<span class="tool-call"
      ><span class="tool-name">${spansOf([{ text: plainText(name), classes: '' }], wanted)}</span
      >${input === '' ? nothing : html` <span>${shown(input)}</span>`}${
        result === null || open ? nothing : html` <span class="tool-result">→ ${shown(result)}</span>`
      }</span
    >${duration === null ? nothing : html`<span class="tool-time">${timeTaken(duration)}</span>`}`;
}

/** The line's text is "name: input". */
export function inputOf(text: string, name: string): string {
  return text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text === name ? '' : text;
}

/** Most tools are back within a second, and parts of one tell them apart. */
function timeTaken(ms: number): string {
  if (ms < 100) return `${Math.round(ms)} ms`;
  return ms < 10_000 ? `${formatDecimal(ms / 1_000, 1)} s` : formatDuration(ms);
}
