import { extname } from 'node:path';
import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import type { Endpoint } from './launchServer.ts';
import { chooseFile, saveAnswer } from './saveAnswer.ts';

/** What the server writes, by the file's ending. */
const FORMATS = [
  { ending: 'json', label: 'JSON' },
  { ending: 'jsonl', label: 'JSON Lines' },
  { ending: 'csv', label: 'CSV' },
  { ending: 'md', label: 'Markdown' },
  { ending: 'html', label: 'HTML' },
] as const;
type Format = (typeof FORMATS)[number];

/** Saves a session. `target` spares the dialogs, for key bindings and scripts; its ending chooses the format. */
export async function exportSession(endpoint: Endpoint, session: string, target?: vscode.Uri): Promise<void> {
  const format = target === undefined ? await chooseFormat() : formatOf(target);
  if (format === undefined) return;
  const { ending, label } = format;
  const name = session.replace(/[^\w.-]+/g, '-');
  const file = target ?? (await chooseFile({ title: t('Export Session'), name, ending, label }));
  if (file === undefined) return;
  const path = `/api/export/${encodeURIComponent(session)}?format=${ending}`;
  await saveAnswer(endpoint, path, file);
}

async function chooseFormat(): Promise<Format | undefined> {
  const items = FORMATS.map((format) => ({ ...format, description: descriptionOf(format) }));
  return vscode.window.showQuickPick(items, { title: t('Export Session'), placeHolder: t('In which format?') });
}

function descriptionOf({ ending }: Format): string {
  switch (ending) {
    case 'json':
      return t('the whole session: its state and all events');
    case 'jsonl':
      return t('all events, one a line');
    case 'csv':
      return t('what it used, for a spreadsheet');
    case 'md':
      return t('a report for people');
    case 'html':
      return t('a replay for any browser, offline');
  }
}

function formatOf({ path }: vscode.Uri): Format {
  return FORMATS.find(({ ending }) => extname(path) === `.${ending}`) ?? FORMATS[0];
}
