import { formatDuration, formatTokens } from '../../protocol/format.ts';
import type { Report } from '../../protocol/report.ts';
import { escapeHtml } from './escapeHtml.ts';
import { clock } from './reportText.ts';

/** Of a chart, in its own units. */
const WIDTH = 720;
const LABELS = 180;
const ROW = 22;
const HEIGHT = 160;
/** Rows of a chart: more would be no overview. */
const ROWS = 30;

/** When which session was at work. */
export function timelineChart({ sessions, from, to }: Report): string {
  const shown = sessions.slice(0, ROWS);
  const x = (time: number): number => LABELS + ((time - from) / Math.max(1, to - from)) * (WIDTH - LABELS);
  const rows = shown.map((session, index) => {
    const [left, right] = [x(session.from), x(session.to)];
    const title = `${session.title}, ${clock(session.from)} to ${clock(session.to)}: ${session.status.name}`;
    return row(index, session.title, left, Math.max(2, right - left), title, session.status.name);
  });
  return svg('Sessions over time', shown.length * ROW, rows);
}

/** What was used when. */
export function usageChart({ hours }: Report): string {
  const most = Math.max(1, ...hours.map(({ tokens }) => tokens));
  const width = WIDTH / Math.max(1, hours.length);
  const bars = hours.map(({ from, tokens, usd }, index) => {
    const height = (Math.max(0, tokens) / most) * (HEIGHT - 20);
    const title = `${clock(from)}: ${formatTokens(tokens)} tokens, $${usd.toFixed(2)}`;
    return bar(index * width + 1, HEIGHT - height, Math.max(1, width - 2), height, title, 'usage');
  });
  const label = `<text x="0" y="12">${escapeHtml(`at most ${formatTokens(most)} tokens in one bar`)}</text>`;
  return svg('Tokens over time', HEIGHT, [label, ...bars]);
}

export function phaseChart({ phases }: Report): string {
  const shown = phases.slice(0, ROWS);
  const most = Math.max(1, ...shown.map(({ spent }) => spent));
  const rows = shown.map(({ name, spent }, index) => {
    const width = Math.max(2, (spent / most) * (WIDTH - LABELS));
    return row(index, name, LABELS, width, `${name}: ${formatDuration(spent)}`, 'phase');
  });
  return svg('Time per phase', shown.length * ROW, rows);
}

function row(index: number, label: string, x: number, width: number, title: string, kind: string): string {
  const short = label.length > 26 ? `${label.slice(0, 25)}…` : label;
  const text = `<text x="0" y="${index * ROW + 15}">${escapeHtml(short)}</text>`;
  return text + bar(x, index * ROW + 3, width, ROW - 6, title, kind);
}

function bar(x: number, y: number, width: number, height: number, title: string, kind: string): string {
  const place = [x, y, width, height].map((value) => value.toFixed(1));
  const rectangle = `x="${place[0]}" y="${place[1]}" width="${place[2]}" height="${place[3]}"`;
  return `<rect class="${kind}" ${rectangle}><title>${escapeHtml(title)}</title></rect>`;
}

function svg(label: string, height: number, parts: readonly string[]): string {
  const box = `viewBox="0 0 ${WIDTH} ${Math.max(ROW, height)}"`;
  return `<svg role="img" aria-label="${escapeHtml(label)}" ${box}>${parts.join('')}</svg>`;
}
