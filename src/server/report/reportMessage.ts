import type { Report, ReportRange } from '../../protocol/report.ts';
import { makeReport } from './report.ts';
import type { ReportContext } from './report.ts';
import { clock, reportText } from './reportText.ts';
import type { ReportSection } from './reportText.ts';

/** Lines of one part of a message; the report itself has all. */
const LINES = 8;

/** A report in the few lines that a message has room for, and the session that it is filed under. */
export interface ReportMessage {
  readonly session: string;
  readonly title: string;
  readonly text: string;
}

/**
 * What happened in a range, for a message. It is filed under the newest session that ran, else under the `newest` of all;
 * null where there is none.
 */
export async function makeReportMessage(
  context: ReportContext,
  range: ReportRange,
  newest: () => string | undefined,
): Promise<ReportMessage | null> {
  const report = await makeReport(context, range);
  const session = report.sessions[0]?.id ?? newest();
  if (session === undefined) return null;
  await context.load(session);
  return { session, title: `Report, ${clock(report.from)} to ${clock(report.to)}`, text: textOf(report) };
}

function textOf(report: Report): string {
  const { lead, sections } = reportText(report);
  return [lead, ...sections.filter(({ inMessage }) => inMessage).flatMap(linesOf)].join('\n');
}

function linesOf({ title, rows }: ReportSection): readonly string[] {
  const shown = rows.slice(0, LINES).map((cells) => `• ${cells.filter(Boolean).join(' · ').replace(/\s+/g, ' ')}`);
  const more = rows.length - shown.length;
  return ['', title, ...shown, ...(more > 0 ? [`and ${more} more`] : [])];
}
