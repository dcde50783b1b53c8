import * as vscode from 'vscode';
import type { SessionSummary } from '../protocol/summary.ts';
import { sessionLabel } from '../protocol/sessionLabel.ts';
import { sessionFacts } from './sessionTexts.ts';

/** A session's numbers and the evidence of its status. All text of the session is escaped: it is not ours. */
export function sessionTooltip(
  summary: SessionSummary,
  now: number,
  lead: string | null = null,
): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(sessionLabel(summary)).appendMarkdown('**\n\n');
  if (lead !== null) tooltip.appendText(lead).appendMarkdown('\n\n');
  for (const [name, value] of sessionFacts(summary, now)) {
    tooltip.appendMarkdown(`${name}: `).appendText(value.replace(/\s+/g, ' ')).appendMarkdown('  \n');
  }
  return tooltip;
}
