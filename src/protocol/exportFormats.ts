/** What a session is exported as: data, what it used, a report, or a page that shows it again. */
export const EXPORT_FORMATS = ['json', 'jsonl', 'csv', 'md', 'html'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Where the server has a session as a file, without a slash at the start. */
export function exportPath(session: string, format: ExportFormat): string {
  return `api/export/${encodeURIComponent(session)}?format=${format}`;
}
