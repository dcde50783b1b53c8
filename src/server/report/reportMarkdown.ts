import type { Report } from '../../protocol/report.ts';
import { reportText } from './reportText.ts';

/** A report as Markdown: for a terminal, a file, or a message. */
export function reportMarkdown(report: Report): string {
  const { title, lead, sections, notes } = reportText(report);
  const parts = sections.map(({ title: heading, head, rows }) => `## ${heading}\n\n${table(head, rows)}`);
  return [`# ${title}`, text(lead), ...parts, ...notes.map(text)].join('\n\n').concat('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((cells) => line(cells.map(text)))].join('\n');
}

/** What a session said is text: nothing in it is Markdown, HTML, or another cell of a table. */
function text(value: string): string {
  return value.replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&').replace(/\s+/g, ' ');
}
