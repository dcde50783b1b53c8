import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import type { Endpoint, Launch } from './launchServer.ts';
import { serverEnvironment } from './launchServer.ts';
import { readLogLine } from './serverLog.ts';
import { startFolder } from './startFolder.ts';

/** Between two sentences of the server's: each but the first begins with a number. */
const SENTENCES = /(?<=\.) (?=\d)/;

export interface Imported {
  /** How many events were new. */
  readonly told: string;
  /** The session, where the file has only one. */
  readonly session: string | null;
}

/** The file to take in; undefined when the person chose none. */
export async function chooseRecording(title: string): Promise<vscode.Uri | undefined> {
  const files = await vscode.window.showOpenDialog({
    title,
    openLabel: title,
    defaultUri: startFolder(),
    filters: { [t('Exports and recordings')]: ['json', 'jsonl'], [t('All files')]: ['*'] },
  });
  return files?.[0];
}

/**
 * Has the running server take in a file, by its own command: that knows every form a recording may have, and reads it part
 * by part. undefined when the person called it off; what is in by then stays, and counts once when it is done again.
 */
export function importRecording(
  { dataDir }: Endpoint,
  { runtime, script }: Pick<Launch, 'runtime' | 'script'>,
  file: vscode.Uri,
): Thenable<Imported | undefined> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t('Importing…'), cancellable: true },
    async (_progress, cancellation) => {
      const called = new AbortController();
      const subscription = cancellation.onCancellationRequested(() => called.abort());
      try {
        const { stdout } = await promisify(execFile)(runtime, [script, 'import', file.fsPath, '--data-dir', dataDir], {
          env: serverEnvironment(),
          signal: called.signal,
          windowsHide: true,
        });
        const told = stdout.trim();
        return {
          told: told
            .split(SENTENCES)
            .map((sentence) => said(sentence))
            .join(' '),
          session: /^Imported \d+ events? of session (.+?)\.(?: \d|$)/.exec(told)?.[1] ?? null,
        };
      } catch (error) {
        if (called.signal.aborted) return undefined;
        throw new Error(complaint(error as { readonly stderr?: string; readonly message: string }), { cause: error });
      } finally {
        subscription.dispose();
      }
    },
  );
}

function complaint({ stderr = '', message }: { readonly stderr?: string; readonly message: string }): string {
  const lines = stderr.split('\n').map((line) => readLogLine(line).text.trim());
  return lines.findLast((line) => line !== '') ?? message;
}
