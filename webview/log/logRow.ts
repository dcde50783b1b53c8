import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { LogLine } from '../../src/protocol/state.ts';
import { formatMoment, formatTime } from '../clock.ts';
import { parseAnsi, plainText } from './ansi.ts';
import { severityOf } from './logFilter.ts';

/** A line longer than this, or of several lines, can be opened. */
const LONG = 48;
const SHOWN_CLOSED = 400;

export interface LogRow {
  readonly line: LogLine;
  readonly position: number;
  readonly count: number;
  readonly open: boolean;
  readonly toggle: (seq: number) => void;
}

export function logRow({ line, position, count, open, toggle }: LogRow): TemplateResult {
  const severity = severityOf(line.level);
  const kind = line.source === 'event' && severity === 'info' ? 'event' : severity;
  const classes = `log-row log-${kind}${open ? ' log-open' : ''}`;
  return html`
    <div class=${classes} role="listitem" aria-posinset=${position} aria-setsize=${count} data-seq=${line.seq}>
      <time class="log-time" datetime=${isoTime(line.time)} title=${formatMoment(line.time)}
        >${formatTime(line.time)}</time
      >
      <span class="log-level">${kind === 'event' ? kind : plainText(line.level)}</span>
      ${
        isLong(line.text)
          ? html`<button class="log-text" aria-expanded=${open} @click=${() => toggle(line.seq)}>
              ${spans(line, open)}
            </button>`
          : html`<span class="log-text">${spans(line, open)}</span>`
      }
    </div>
  `;
}

function isLong(text: string): boolean {
  return text.length > LONG || text.includes('\n');
}

function spans(line: LogLine, open: boolean): readonly TemplateResult[] {
  const text = open ? line.text : line.text.slice(0, SHOWN_CLOSED).replaceAll('\n', ' ⏎ ');
  return parseAnsi(text).map(({ text: piece, classes }) => html`<span class=${classes}>${piece}</span>`);
}

function isoTime(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : '';
}
