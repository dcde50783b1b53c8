import * as vscode from 'vscode';
import { count } from '../protocol/count.ts';
import { formatExact } from '../protocol/format.ts';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import { SESSIONS_VIEW } from './commands.ts';
import type { ServerConnection } from './serverConnection.ts';
import type { SessionFilter } from './sessionFilter.ts';
import { filterWords, isFiltering } from './sessionFilter.ts';
import { countNeedingPerson } from './sessionGroups.ts';
import { SessionsTree } from './sessionsTree.ts';
import { lastSaid } from './sessionTexts.ts';
import type { ShownSessions } from './shownSessions.ts';

/** Changes within this time, ms, are drawn together: a busy night brings several a second. */
const BATCH_MS = 250;
const AGE_EVERY_MS = 30_000;

/**
 * The tree in its view, redrawn when sessions change or grow older. Its badge says how many need a person, filtered or not;
 * its message says that the server is lost, and what is filtered by.
 */
export function showSessionsView(connection: ServerConnection, shown: ShownSessions): vscode.Disposable {
  const tree = new SessionsTree({ connection, shown });
  const view = vscode.window.createTreeView(SESSIONS_VIEW, { treeDataProvider: tree, canSelectMany: true });
  let drawn = connection.view;
  let batch: NodeJS.Timeout | undefined;
  const draw = (): void => {
    batch = undefined;
    drawn = connection.view;
    const sessions = [...(drawn.sessions?.values() ?? [])];
    view.badge = badge(countNeedingPerson(sessions, connection.now(), drawn.muted));
    view.message = [notice(connection), filterNotice(shown.filter, tree.matching.length, sessions.length)]
      .filter(Boolean)
      .join('\n');
    // In the title too: without any row the editor shows the welcome text, and no message beside it.
    view.description = filterWords(shown.filter);
    if (view.visible) tree.redraw();
  };
  const changed = (): void => {
    const { sessions, next, muted, connection: reached, error } = connection.view;
    const same = sessions === drawn.sessions && next === drawn.next && muted === drawn.muted;
    if (same && reached === drawn.connection && error === drawn.error) return;
    batch ??= setTimeout(draw, BATCH_MS);
  };
  const age = setInterval(draw, AGE_EVERY_MS);
  return vscode.Disposable.from(
    tree,
    view,
    connection.subscribe(changed),
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
  return {
    value: needing,
    tooltip: count(needing, { one: t('1 session needs you'), other: t('{0} sessions need you') }),
  };
}

function notice({ view: { connection, sessions, error } }: ServerConnection): string {
  if (connection === 'lost' && sessions !== null) return lastSaid();
  return error === null ? '' : said(error);
}

function filterNotice(filter: SessionFilter, matching: number, listed: number): string {
  if (!isFiltering(filter) || matching === 0) return '';
  const told = {
    one: t('Filter: {1}. {2} of 1 listed session.'),
    other: t('Filter: {1}. {2} of {0} listed sessions.'),
  };
  return count(listed, told, filterWords(filter), formatExact(matching));
}
