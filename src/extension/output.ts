import * as vscode from 'vscode';
import { readLogLine, withoutSecrets } from './serverLog.ts';

/** The "Livestream" output: what the extension does and what the server says. A secret never gets there. */
export interface Output {
  readonly channel: vscode.LogOutputChannel;
  /** The extension's own line. */
  readonly note: (line: string) => void;
  /** A line of the server's. */
  readonly serverLine: (line: string) => void;
}

export function createOutput(): Output {
  const channel = vscode.window.createOutputChannel('Livestream', { log: true });
  return {
    channel,
    note: (line) => channel.info(withoutSecrets(line)),
    serverLine: (line) => {
      const { level, text } = readLogLine(withoutSecrets(line));
      channel[level](`server: ${text}`);
    },
  };
}
