import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { COMMANDS } from './commands.ts';
import type { Dashboard } from './dashboardPanel.ts';
import { chooseRecording, importRecording } from './importRecording.ts';
import type { Imported } from './importRecording.ts';
import type { Endpoint, Launch } from './launchServer.ts';
import { MorningReport } from './morningReport.ts';
import { withoutIcons, withoutLinks } from './plainText.ts';
import type { ServerConnection } from './serverConnection.ts';
import { withServer } from './withServer.ts';

/** The time of any session's first moment, for the replay: it shows the nearest that there is. */
const BEGINNING = 0;
const TOLD_FOR_MS = 10_000;

export interface RecordingCommandsOptions {
  readonly connection: ServerConnection;
  readonly dashboard: Dashboard;
  readonly launch: () => Launch;
}

/** The commands that look back: recordings brought from elsewhere, and the report of the night. */
export function registerRecordingCommands({
  connection,
  dashboard,
  launch,
}: RecordingCommandsOptions): vscode.Disposable {
  const report = new MorningReport(connection);
  /** `argument`: a file, for key bindings and scripts. */
  const take = async (endpoint: Endpoint, argument: unknown, title: string): Promise<Imported | undefined> => {
    const file = argument instanceof vscode.Uri ? argument : await chooseRecording(title);
    return file && importRecording(endpoint, launch(), file);
  };
  const importFile = async (endpoint: Endpoint, argument: unknown): Promise<void> => {
    const imported = await take(endpoint, argument, t('Import Session'));
    if (imported !== undefined) void offerToShow(imported);
  };
  const replayFile = async (endpoint: Endpoint, argument: unknown): Promise<void> => {
    const imported = await take(endpoint, argument, t('Replay Recording'));
    if (imported === undefined) return;
    if (imported.session === null) return void offerToShow(imported);
    // Not over the replay, whose scrubber is where messages appear.
    vscode.window.setStatusBarMessage(withoutIcons(imported.told), TOLD_FOR_MS);
    dashboard.open(imported.session, BEGINNING);
  };
  const register = (id: string, act: (endpoint: Endpoint, argument: unknown) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, (argument?: unknown) =>
      withServer(connection, (endpoint) => act(endpoint, argument)),
    );
  return vscode.Disposable.from(
    report,
    register(COMMANDS.importSession, importFile),
    register(COMMANDS.replayRecording, replayFile),
    register(COMMANDS.morningReport, (endpoint) => report.open(endpoint)),
  );
}

async function offerToShow({ told, session }: Imported): Promise<void> {
  const open = t('Open');
  const chosen = await vscode.window.showInformationMessage(withoutLinks(told), open);
  if (chosen === open) await vscode.commands.executeCommand(COMMANDS.openDashboard, session ?? undefined);
}
