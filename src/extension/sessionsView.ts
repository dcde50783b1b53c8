import * as vscode from 'vscode';
import { SESSIONS_VIEW } from './commands.ts';
import { count } from './count.ts';
import type { MutedSessions } from './mutedSessions.ts';
import type { ServerConnection } from './serverConnection.ts';
import type { SessionFilter } from './sessionFilter.ts';
import { filterWords, isFiltering } from './sessionFilter.ts';
import { countNeedingPerson } from './sessionGroups.ts';
import { SessionsTree } from './sessionsTree.ts';
import { LAST_SAID } from './sessionTexts.ts';
import type { ShownSessions } from './shownSessions.ts';

/** Changes within this time, ms, are drawn together: a busy night brings several a second. */
const BATCH_MS = 250;
const AGE_EVERY_MS = 30_000;

/**
 * The tree in its view, redrawn when sessions change or grow older. Its badge says how many need a person, filtered or not;
 * its message says that the server is lost, and what is filtered by.
 */
export function showSessionsView(
  connection: ServerConnection,
  muted: MutedSessions,
  shown: ShownSessions,
): vscode.Disposable {
  const tree = new SessionsTree({ connection, muted, shown });
  const view = vscode.window.createTreeView(SESSIONS_VIEW, { treeDataProvider: tree, canSelectMany: true });
  let drawn = connection.view;
  let batch: NodeJS.Timeout | undefined;
  const draw = (): void => {
    batch = undefined;
    drawn = connection.view;
    const sessions = [...(drawn.sessions?.values() ?? [])];
    view.badge = badge(countNeedingPerson(sessions, connection.now(), muted.all));
    view.message = [notice(connection), filterNotice(shown.filter, tree.matching.length, sessions.length)]
      .filter(Boolean)
      .join('\n');
    // In the title too: without any row the editor shows the welcome text, and no message beside it.
    view.description = filterWords(shown.filter);
    if (view.visible) tree.redraw();
  };
  const changed = (): void => {
    const { sessions, next, connection: reached, error } = connection.view;
    const same = sessions === drawn.sessions && next === drawn.next;
    if (same && reached === drawn.connection && error === drawn.error) return;
    batch ??= setTimeout(draw, BATCH_MS);
  };
  const age = setInterval(draw, AGE_EVERY_MS);
  return vscode.Disposable.from(
    tree,
    view,
    connection.subscribe(changed),
    muted.onChange(draw),
    shown.onChange(draw),
    view.onDidChangeVisibility(() => view.visible && draw()),
    {
      dispose: () => {
        clearInterval(age);
        clearTimeout(batch);
      },
    },
  );
}

function badge(needing: number): vscode.ViewBadge | undefined {
  if (needing === 0) return undefined;
  return { value: needing, tooltip: count(needing, { one: '1 session needs you', other: '{0} sessions need you' }) };
}

function notice({ view: { connection, sessions, error } }: ServerConnection): string {
  if (connection === 'lost' && sessions !== null) return LAST_SAID;
  return error ?? '';
}

function filterNotice(filter: SessionFilter, matching: number, listed: number): string {
  if (!isFiltering(filter) || matching === 0) return '';
  return `Filter: ${filterWords(filter)}. ${matching.toLocaleString('en-US')} of ${count(listed, { one: '1 listed session', other: '{0} listed sessions' })}.`;
}
