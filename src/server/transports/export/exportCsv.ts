import { isKnownEvent } from '../../../protocol/events.ts';
import type { JournaledEvent, KnownOf, Tokens } from '../../../protocol/events.ts';
import { iso } from '../iso.ts';
import type { ExportedSession } from './exportedSession.ts';

const TOKENS = ['input', 'output', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'reasoning'] as const;
const HEAD = ['time', 'kind', 'request', 'agent', 'model', 'speed', 'purpose', ...TOKENS, 'usd', 'source'];

type Cell = string | number | null | undefined;

/**
 * What a session used, a line for each request to a model. What was learnt later about one is a line of its own
 * ("correction"), so that the columns' sums are the session's. Lines end as RFC 4180 has it.
 */
export function* exportCsv({ events }: ExportedSession): Iterable<string> {
  yield `${HEAD.join(',')}\r\n`;
  for (const event of events()) {
    const cells = cellsOf(event);
    if (cells !== null) yield `${cells.map(toCell).join(',')}\r\n`;
  }
}

function cellsOf(event: JournaledEvent): readonly Cell[] | null {
  if (!isKnownEvent(event)) return null;
  if (event.type === 'model_call') {
    const { request, agent, model, speed, purpose, cost_usd: usd } = event.data;
    return [
      ...start(event, 'request'),
      request,
      agent,
      model,
      speed,
      purpose,
      ...tokens(event.data),
      usd,
      event.source,
    ];
  }
  if (event.type !== 'usage_adjustment') return null;
  const { request, agent, model, cost_usd: usd } = event.data;
  return [...start(event, 'correction'), request, agent, model, '', '', ...tokens(event.data), usd, event.source];
}

function start({ time }: KnownOf<'model_call' | 'usage_adjustment'>, kind: string): readonly Cell[] {
  return [iso(time), kind];
}

function tokens(data: Tokens): readonly number[] {
  return TOKENS.map((kind) => data[kind]);
}

/** A text that a spreadsheet would take for a formula is marked as text. */
function toCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
