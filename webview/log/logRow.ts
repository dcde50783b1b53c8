import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { isTalk, severityOf } from '../../src/protocol/logKinds.ts';
import type { LogLine } from '../../src/protocol/state.ts';
import { formatTime, formatZoned } from '../clock.ts';
import { parseAnsi, plainText } from './ansi.ts';
import { inSight, spansOf } from './hitSpans.ts';
import { isBlock } from './lineDetail.ts';
import { shownText } from './shownText.ts';
import { toolMark, toolText } from './toolRow.ts';

const SHOWN_CLOSED = 400;

export interface LogRow {
  readonly line: LogLine;
  readonly position: number;
  readonly count: number;
  readonly open: boolean;
  /** Somebody was led here: by a link, or by the search. */
  readonly marked: boolean;
  /** Its tool call has not come back, and may. */
  readonly goesOn: boolean;
  /** The name of the sub-agent whose line it is; null: the main thread's. */
  readonly agent: string | null;
  /** What is searched for, in lower case; "" for nothing. */
  readonly wanted: string;
  readonly toggle: (seq: number) => void;
  /** What an open line shows beneath its text. */
  readonly detail: TemplateResult | typeof nothing;
}

export function logRow(row: LogRow): TemplateResult {
  const { line, position, count, open, marked, agent, goesOn, wanted, toggle, detail } = row;
  const kind = kindOf(line);
  const whole = open && !isBlock(line);
  const classes = `log-row log-${kind}${open ? ' log-open' : ''}${whole ? ' log-whole' : ''}${marked ? ' log-marked' : ''}`;
  const text = line.tool === undefined ? lineText(shownText(line), whole, wanted) : toolText(line, open, whole, wanted);
  return html`
    <div class=${classes} role="listitem" aria-posinset=${position} aria-setsize=${count} data-seq=${line.seq}>
      <time class="log-time" datetime=${isoTime(line.time)} title=${formatZoned(line.time)}
        >${formatTime(line.time)}</time
      >
      <span class="log-level">${line.tool === undefined ? levelWord(line, kind) : toolMark(line.tool, goesOn)}</span>
      <span class="log-line">
        ${agent === null ? nothing : html`<span class="log-agent" title=${t`Sub-agent`}>${plainText(agent)}</span>`}
        <button class="log-text" tabindex="-1" aria-expanded=${open} @click=${() => toggle(line.seq)}>${text}</button>
        ${open ? nothing : lineCount(line)}
      </span>
      ${open ? detail : nothing}
    </div>
  `;
}

type Kind = 'tool' | 'tool-error' | 'user' | 'assistant' | 'event' | 'error' | 'warning' | 'info' | 'debug';

function kindOf(line: LogLine): Kind {
  if (line.tool !== undefined) return line.tool.outcome === 'error' ? 'tool-error' : 'tool';
  if (isTalk(line)) return line.level as 'user' | 'assistant';
  const severity = severityOf(line.level);
  return line.source === 'event' && severity === 'info' ? 'event' : severity;
}

/** Who speaks, in words that fit. */
function levelWord({ level }: LogLine, kind: Kind): string {
  if (kind === 'user') return t('prompt');
  if (kind === 'assistant') return t('answer');
  if (kind === 'event') return t('event');
  switch (level) {
    case 'error':
      return t('error');
    case 'warning':
      return t('warning');
    case 'info':
      return t('info');
    default:
      return plainText(level);
  }
}

/** A text of many lines has one row like any other, which says how many there are. */
function lineCount({ text }: LogLine): TemplateResult | typeof nothing {
  const lines = text.split('\n').length;
  return lines < 3 ? nothing : html`<span class="log-more">${t`${formatExact(lines)} lines`}</span>`;
}

function lineText(text: string, whole: boolean, wanted: string): readonly TemplateResult[] {
  if (whole) return spansOf(parseAnsi(text), wanted);
  const cut = inSight(text, wanted, SHOWN_CLOSED);
  // Cut in the middle, a text has lost the colours that it began with.
  const spans = cut.startsWith('…') ? [{ text: plainText(cut), classes: '' }] : parseAnsi(cut);
  return spansOf(
    spans.map(({ text: piece, classes }) => ({ text: piece.replaceAll('\n', ' ⏎ '), classes })),
    wanted,
  );
}

function isoTime(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : '';
}
