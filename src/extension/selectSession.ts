import * as vscode from 'vscode';
import { sessionStatus } from '../protocol/selectors.ts';
import { withoutIcons } from './plainText.ts';
import type { ServerConnection } from './serverConnection.ts';
import { groupSessions, STATUS_ICONS, sessionDescription, sessionLabel, statusWord } from './sessionTexts.ts';

/** Lets the person choose among all sessions, or those that `isOffered`, running ones first. */
export async function pickSession(
  connection: ServerConnection,
  title: string,
  isOffered: (session: string) => boolean = () => true,
): Promise<string | undefined> {
  const now = connection.now();
  const { running, past } = groupSessions(connection.view.sessions?.values() ?? [], now);
  const items = [...running, ...past]
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
  if (items.length === 0) {
    const noneYet =
      'No session yet. One appears here as soon as a program in a watched folder starts one; or run the demo.';
    void vscode.window.showInformationMessage(running.length + past.length === 0 ? noneYet : 'There is none.');
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Session',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.session;
}

/** The session a command was called with: an id, or an item of the tree. */
export function sessionOf(argument: unknown): string | undefined {
  const id =
    typeof argument === 'string'
      ? argument
      : (argument as { summary?: { id?: unknown } } | null | undefined)?.summary?.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
