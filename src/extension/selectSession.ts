import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { sessionStatus } from '../protocol/selectors.ts';
import { withoutIcons } from './plainText.ts';
import type { ServerConnection } from './serverConnection.ts';
import { sessionLabel } from '../protocol/sessionLabel.ts';
import { groupSessions, STATUS_ICONS, sessionDescription, statusWord } from './sessionTexts.ts';

interface SessionChoice extends vscode.QuickPickItem {
  readonly session: string;
}

/** Lets the person choose among all sessions, or those that `isOffered`, running ones first. */
export async function pickSession(
  connection: ServerConnection,
  title: string,
  isOffered: (session: string) => boolean = () => true,
): Promise<string | undefined> {
  const items = choices(connection, isOffered);
  if (items.length === 0) return void tellNone(connection);
  return (await vscode.window.showQuickPick(items, { title, ...how() }))?.session;
}

/** Lets the person choose several; those of `chosen` are chosen already. */
export async function pickSessions(
  connection: ServerConnection,
  title: string,
  chosen: readonly string[],
): Promise<readonly string[] | undefined> {
  const items = choices(connection, () => true).map((item) => ({ ...item, picked: chosen.includes(item.session) }));
  if (items.length === 0) return void tellNone(connection);
  const picked = await vscode.window.showQuickPick(items, { title, ...how(), canPickMany: true });
  return picked?.map(({ session }) => session);
}

function how(): vscode.QuickPickOptions {
  return { placeHolder: t('Session'), matchOnDescription: true, matchOnDetail: true };
}

function choices(connection: ServerConnection, isOffered: (session: string) => boolean): readonly SessionChoice[] {
  const now = connection.now();
  const { running, past } = groupSessions(connection.view.sessions?.values() ?? [], now);
  return [...running, ...past]
    .filter(({ id }) => isOffered(id))
    .map((summary) => {
      const { name, evidence } = sessionStatus(summary, now);
      return {
        label: `$(${STATUS_ICONS[name].icon}) ${withoutIcons(sessionLabel(summary))}`,
        description: withoutIcons(sessionDescription(summary)),
        detail: withoutIcons(`${statusWord(name)} · ${evidence}`),
        session: summary.id,
      };
    });
}

function tellNone({ view }: ServerConnection): void {
  const noneYet = t(
    'No session yet. One appears here as soon as a program in a watched folder starts one; or run the demo.',
  );
  void vscode.window.showInformationMessage((view.sessions?.size ?? 0) === 0 ? noneYet : t('There is none.'));
}

/** The sessions a command was called with from the tree: the row, or all that are selected where it is one of them. */
export function sessionsOf(argument: unknown, selected: unknown): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [argument];
  return [...new Set(rows.map(sessionOf).filter((id) => id !== undefined))];
}

/** The session a command was called with: an id, or an item of the tree. */
export function sessionOf(argument: unknown): string | undefined {
  const id =
    typeof argument === 'string'
      ? argument
      : (argument as { summary?: { id?: unknown } } | null | undefined)?.summary?.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
