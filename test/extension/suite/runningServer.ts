import * as vscode from 'vscode';
import { isAlive } from '../../../src/server/base/isAlive.ts';
import type { ServerFile } from '../../support/vscode/livestreamServer.ts';
import { readServerFile } from '../../support/vscode/livestreamServer.ts';
import { waitFor } from './waitFor.ts';

export const EXTENSION_ID = 'context-foundry.context-foundry-livestream';

export function dataDir(): string {
  return vscode.workspace.getConfiguration('livestream').get('dataDir', '');
}

/** The server that runs now, other than the process `not`, once it answers. */
export async function runningServer(not?: number): Promise<ServerFile> {
  const server = await waitFor(async () => {
    const file = await readServerFile(dataDir());
    return file !== null && file.pid !== not && isAlive(file.pid) ? file : null;
  });
  await waitFor(() => ask(server, '/api/health').catch(() => null));
  return server;
}

export async function ask<T>(server: ServerFile, path: string): Promise<T> {
  const response = await fetch(new URL(path, server.url), { headers: { authorization: `Bearer ${server.token}` } });
  if (!response.ok) throw new Error(`${response.status} for ${path}`);
  return (await response.json()) as T;
}
