import { formatCost, formatDuration, formatTokens } from '../../protocol/format.ts';
import type { Report, ReportedSession } from '../../protocol/report.ts';

/** A part of a report: a heading, and a table or nothing. What the cells hold is text. */
export interface ReportSection {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a message of a few lines tells too. */
  readonly inMessage: boolean;
}

/** A report in words, the same whether it becomes Markdown or HTML. */
export interface ReportText {
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly ReportSection[];
  readonly notes: readonly string[];
}

const NEEDS_YOU = ['waiting', 'stalled'];
const FAILED = ['failed', 'killed', 'interrupted'];
const GOES_ON = ['running', 'idle', 'backing_off'];

export function reportText(report: Report): ReportText {
  const { sessions } = report;
  const inState = (names: readonly string[]) => sessions.filter(({ status }) => names.includes(status.name));
  const finished = inState(['complete']);
  const [needsYou, failed] = [inState(NEEDS_YOU), inState(FAILED)];
  const counts = `${count(sessions.length, 'session')}: ${finished.length} finished, ${failed.length} failed, ${needsYou.length} need you, ${inState(GOES_ON).length} go on.`;
  return {
    title: `${clock(report.from)} to ${clock(report.to)}`,
    lead: `${counts} ${formatTokens(report.tokens)} tokens, ${formatCost(report.cost)}.`,
    sections: [
      messageSection(
        'Needs you',
        ['session', 'why', 'since'],
        needsYou.map(({ title, status }) => [title, status.evidence, clock(status.since)]),
      ),
      messageSection(
        'Failed',
        ['session', 'how', 'last error'],
        failed.map(({ title, status, lastError }) => [title, `${status.name}: ${status.evidence}`, lastError ?? '']),
      ),
      messageSection(
        'Finished',
        ['session', 'tasks', 'tokens', 'cost'],
        finished.map((each) => [each.title, tasks(each), formatTokens(each.tokens), formatCost(each.cost)]),
      ),
      section(
        'All that ran',
        ['session', 'state', 'from', 'to', 'tokens', 'cost'],
        sessions.map((each) => [
          each.title,
          each.status.name,
          clock(each.from),
          clock(each.to),
          formatTokens(each.tokens),
          formatCost(each.cost),
        ]),
      ),
      section(
        'Time per phase',
        ['phase', 'time'],
        report.phases.map(({ name, spent }) => [name, formatDuration(spent)]),
      ),
      section(
        'Longest stalls',
        ['session', 'from', 'time', 'last said'],
        report.stalls.map(({ session, from, to, last }) => [
          titleOf(report, session),
          clock(from),
          formatDuration(to - from),
          last,
        ]),
      ),
      section(
        'Commits and files',
        ['session', 'commits', 'files', 'lines'],
        sessions.filter(({ commitCount, fileCount }) => commitCount + fileCount > 0).map(workRow),
      ),
    ].filter(({ rows }) => rows.length > 0),
    notes: notes(report),
  };
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): ReportSection {
  return { title, head, rows, inMessage: false };
}

function messageSection(...parts: Parameters<typeof section>): ReportSection {
  return { ...section(...parts), inMessage: true };
}

function workRow(session: ReportedSession): readonly string[] {
  const { title, commits, commitCount, files, fileCount, linesAdded, linesRemoved } = session;
  return [title, listed(commits, commitCount), listed(files, fileCount), `+${linesAdded} −${linesRemoved}`];
}

function listed(names: readonly string[], all: number): string {
  const more = all - names.length;
  return [...names, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function tasks({ tasksDone, tasksTotal }: ReportedSession): string {
  return tasksTotal === 0 ? '' : `${tasksDone} of ${tasksTotal}`;
}

function notes({ priceBasis, sessions, omitted }: Report): readonly string[] {
  const brief = sessions.filter(({ kept }) => kept === 'summary').length;
  return [
    `Cost: ${priceBasis}`,
    ...(brief === 0
      ? []
      : [
          `Of ${count(brief, 'session')} only a line is kept: phases, stalls, commits and files of those are not known.`,
        ]),
    ...(omitted === 0 ? [] : [`${count(omitted, 'older session')} are left out.`]),
  ];
}

function titleOf({ sessions }: Report, id: string): string {
  return sessions.find((session) => session.id === id)?.title ?? id;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** The local clock, as whoever slept beside it reads it. */
export function clock(time: number | null): string {
  if (time === null || !Number.isFinite(new Date(time).getTime())) return '';
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = new Date(time);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
