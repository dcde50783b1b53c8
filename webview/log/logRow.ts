import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LogLine } from '../../src/protocol/state.ts';
import { formatMoment, formatTime } from '../clock.ts';
import { parseAnsi, plainText } from './ansi.ts';
import { isTalk, severityOf } from './logFilter.ts';
import { toolMark, toolText } from './toolRow.ts';

/** A line longer than this, or of several lines, can be opened. */
const LONG = 48;
const SHOWN_CLOSED = 400;

export interface LogRow {
  readonly line: LogLine;
  readonly position: number;
  readonly count: number;
  readonly open: boolean;
  /** Its tool call has not come back, and may. */
  readonly goesOn: boolean;
  /** The name of the sub-agent whose line it is; null: the main thread's. */
  readonly agent: string | null;
  readonly toggle: (seq: number) => void;
  /** What an open line shows beneath its text. */
  readonly detail: TemplateResult | typeof nothing;
}

export function logRow(row: LogRow): TemplateResult {
  const { line, position, count, open, agent, goesOn, toggle, detail } = row;
  const kind = kindOf(line);
  const classes = `log-row log-${kind}${open ? ' log-open' : ''}`;
  const text = line.tool === undefined ? spans(line, open) : toolText(line, open);
  return html`
    <div class=${classes} role="listitem" aria-posinset=${position} aria-setsize=${count} data-seq=${line.seq}>
      <time class="log-time" datetime=${isoTime(line.time)} title=${formatMoment(line.time)}
        >${formatTime(line.time)}</time
      >
      <span class="log-level">${line.tool === undefined ? levelWord(line, kind) : toolMark(line.tool, goesOn)}</span>
      <span class="log-line">
        ${agent === null ? nothing : html`<span class="log-agent" title="Sub-agent">${plainText(agent)}</span>`}
        ${
          canOpen(line)
            ? html`<button class="log-text" aria-expanded=${open} @click=${() => toggle(line.seq)}>${text}</button>`
            : html`<span class="log-text">${text}</span>`
        }
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
  if (kind === 'user') return 'prompt';
  if (kind === 'assistant') return 'answer';
  return kind === 'event' ? kind : plainText(level);
}

function canOpen({ text, more, tool }: LogLine): boolean {
  const hasResult = tool !== undefined && (tool.resultSeq !== null || (tool.result ?? '') !== '');
  return text.length > LONG || text.includes('\n') || more === true || hasResult;
}

function spans(line: LogLine, open: boolean): readonly TemplateResult[] {
  const text = open ? line.text : line.text.slice(0, SHOWN_CLOSED).replaceAll('\n', ' ⏎ ');
  return parseAnsi(text).map(({ text: piece, classes }) => html`<span class=${classes}>${piece}</span>`);
}

function isoTime(ms: number): string {
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : '';
}
