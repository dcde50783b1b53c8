import { access } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import { alertSettings, saveAlertSettings } from './alertsApi.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutLinks } from './plainText.ts';
import { messageOf } from './messageOf.ts';
import type { ServerConnection } from './serverConnection.ts';

const NAME = 'alerts.json';

/** Opens the settings of alerts as a file; the server writes it with all defaults where there is none. */
export async function openAlertSettings(endpoint: Endpoint): Promise<void> {
  const file = join(endpoint.dataDir, NAME);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) await saveAlertSettings(endpoint, (await alertSettings(endpoint)).settings);
  await vscode.window.showTextDocument(vscode.Uri.file(file));
}

/** The server reads the file only when it starts, so what is saved in the editor is given to it at once. */
export function applySavedAlertSettings(
  connection: ServerConnection,
  onApplied: (endpoint: Endpoint) => void,
): vscode.Disposable {
  return vscode.workspace.onDidSaveTextDocument((document) => {
    const { state } = connection;
    if (state.kind !== 'connected' || document.uri.fsPath !== join(state.endpoint.dataDir, NAME)) return;
    apply(state.endpoint, document.getText()).then(
      () => onApplied(state.endpoint),
      (error: unknown) =>
        void vscode.window.showErrorMessage(
          t`The settings of alerts are not in use yet: ${withoutLinks(said(messageOf(error)))}`,
        ),
    );
  });
}

async function apply(endpoint: Endpoint, text: string): Promise<void> {
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch {
    throw new Error(t('the file is not JSON.'));
  }
  await saveAlertSettings(endpoint, settings);
}
