import { formatCost, formatDuration, formatTokens } from '../../../protocol/format.ts';
import { totalTokens } from '../../../protocol/events.ts';
import { describeEvent } from '../../../protocol/describe.ts';
import { currentPhase, elapsed, sessionStatus, startedAt } from '../../../protocol/selectors.ts';
import type { SessionState } from '../../../protocol/state.ts';
import { iso } from '../iso.ts';
import type { ExportedSession } from './exportedSession.ts';

/** Errors that are written out: the first ones, which mostly explain the others. */
const ERRORS = 50;

/** A session as a report for people. */
export function* exportMarkdown({ state, events }: ExportedSession): Iterable<string> {
  const now = state.activity?.at ?? 0;
  yield `# ${text(state.project ?? state.id)}\n\n`;
  if (state.task !== null) yield `${quote(state.task)}\n\n`;
  yield table(['', ''], facts(state, now));
  yield* section('Phases', ['phase', 'from', 'time'], phases(state, now));
  yield* section('Models', ['model', 'requests', 'tokens', 'cost'], models(state));
  yield* list('Tasks done', state.tasks?.completed ?? [], '[x] ');
  yield* list('Tasks to do', state.tasks?.remaining ?? [], '[ ] ');
  yield* list('Notes', state.notes, '');
  yield* section('Errors', ['time', 'error'], errors(events));
}

function facts(state: SessionState, now: number): readonly (readonly string[])[] {
  const status = sessionStatus(state, now);
  const ran = elapsed(state, now);
  const rows: readonly (readonly [string, string | null])[] = [
    ['Session', state.id],
    ['Status', `${status.name}: ${status.evidence}`],
    ['Started', iso(startedAt(state))],
    ['Ran', ran === null ? null : formatDuration(ran)],
    ['Phase', currentPhase(state)],
    ['Source', state.source],
    ['Folder', state.folder],
    ['Branch', state.branch],
    ['Iterations', state.iteration === 0 ? null : String(state.iteration)],
    ['Requests', String(state.calls)],
    ['Tokens', formatTokens(totalTokens(state.tokens))],
    ['Cost at API list prices', formatCost(state.cost)],
    ['Lines', `+${state.linesAdded} −${state.linesRemoved}`],
    ['Errors', String(state.errorCount)],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}

function phases(state: SessionState, now: number): readonly (readonly string[])[] {
  const end = state.end?.at ?? now;
  return state.phases.map(({ name, from, to }) => [name, iso(from) ?? '', formatDuration((to ?? end) - from)]);
}

function models(state: SessionState): readonly (readonly string[])[] {
  return Object.entries(state.models).map(([model, { calls, tokens, costUsd }]) => {
    const total = totalTokens(tokens);
    const cost = formatCost({ usd: costUsd, unpricedTokens: costUsd === null ? total : 0 });
    return [model, String(calls), formatTokens(total), cost];
  });
}

function errors(events: ExportedSession['events']): readonly (readonly string[])[] {
  const rows: string[][] = [];
  for (const event of events()) {
    if (event.type !== 'error' && event.type !== 'api_error') continue;
    rows.push([iso(event.time) ?? '', describeEvent(event)]);
    if (rows.length === ERRORS) break;
  }
  return rows;
}

function* section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): Iterable<string> {
  if (rows.length > 0) yield `\n## ${title}\n\n${table(head, rows)}`;
}

function* list(title: string, items: readonly string[], mark: string): Iterable<string> {
  if (items.length === 0) return;
  yield `\n## ${title}\n\n`;
  for (const item of items) yield `- ${mark}${text(item)}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(text).join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

function quote(value: string): string {
  return value
    .split('\n')
    .map((line) => `> ${text(line)}`)
    .join('\n');
}

/** What a session said is text: nothing in it is Markdown, HTML, or another cell of a table. */
function text(value: string): string {
  if (value === '---') return value;
  return value.replace(/[\\`*_{}[\]<>()#|!~&]/g, '\\$&').replace(/\s+/g, ' ');
}
