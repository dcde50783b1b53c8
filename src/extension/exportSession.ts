import { extname } from 'node:path';
import * as vscode from 'vscode';
import type { Endpoint } from './launchServer.ts';
import { chooseFile, saveAnswer } from './saveAnswer.ts';

/** What the server writes, by the file's ending. */
const FORMATS = [
  { ending: 'json', label: 'JSON', description: 'the whole session: its state and all events' },
  { ending: 'jsonl', label: 'JSON Lines', description: 'all events, one a line' },
  { ending: 'csv', label: 'CSV', description: 'what it used, for a spreadsheet' },
  { ending: 'md', label: 'Markdown', description: 'a report for people' },
  { ending: 'html', label: 'HTML', description: 'a replay for any browser, offline' },
] as const;
type Format = (typeof FORMATS)[number];

const TITLE = 'Export Session';

/** Saves a session. `target` spares the dialogs, for key bindings and scripts; its ending chooses the format. */
export async function exportSession(endpoint: Endpoint, session: string, target?: vscode.Uri): Promise<void> {
  const format = target === undefined ? await chooseFormat() : formatOf(target);
  if (format === undefined) return;
  const { ending, label } = format;
  const name = session.replace(/[^\w.-]+/g, '-');
  const file = target ?? (await chooseFile({ title: TITLE, name, ending, label }));
  if (file === undefined) return;
  const path = `/api/export/${encodeURIComponent(session)}?format=${ending}`;
  await saveAnswer(endpoint, path, file);
}

async function chooseFormat(): Promise<Format | undefined> {
  const [first, ...others] = FORMATS;
  const options = { title: TITLE, placeHolder: 'In which format?' };
  return vscode.window.showQuickPick<Format>([first, ...others], options);
}

function formatOf({ path }: vscode.Uri): Format {
  return FORMATS.find(({ ending }) => extname(path) === `.${ending}`) ?? FORMATS[0];
}
