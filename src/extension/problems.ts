import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { COMMANDS } from './commands.ts';
import { withoutLinks } from './plainText.ts';
import type { ServerProblem } from './serverProblem.ts';
import type { SettingName } from './settings.ts';
import { SECTION } from './settings.ts';

/** Says what is wrong, with the buttons that help. Not awaited by callers: a message may stay for hours. */
export async function showProblem(problem: ServerProblem): Promise<void> {
  const open = t('Open Setting');
  const log = t('Show Log');
  const again = t('Start Again');
  const chosen = await vscode.window.showErrorMessage(
    withoutLinks(problem.message),
    ...(problem.setting === null ? [] : [open]),
    log,
    again,
  );
  if (chosen === open && problem.setting !== null) await openSetting(problem.setting);
  if (chosen === log) await vscode.commands.executeCommand(COMMANDS.showLog);
  if (chosen === again) await vscode.commands.executeCommand(COMMANDS.startServer);
}

export async function openSetting(name: SettingName): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${SECTION}.${name}`);
}
