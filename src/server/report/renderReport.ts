import type { Report } from '../../protocol/report.ts';
import { reportHtml } from './reportHtml.ts';
import { reportMarkdown } from './reportMarkdown.ts';

/** The text of a report, for a file or a message. */
export function renderReport(report: Report, format: 'md' | 'html'): string {
  return format === 'md' ? reportMarkdown(report) : reportHtml(report);
}
