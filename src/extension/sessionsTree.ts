import * as vscode from 'vscode';
import type { View } from '../protocol/client.ts';
import { isLive, sessionStatus } from '../protocol/selectors.ts';
import type { SessionSummary } from '../protocol/summary.ts';
import { COMMANDS, MUTED_SESSION_ITEM, SESSION_ITEM, SESSIONS_VIEW } from './commands.ts';
import type { MutedSessions } from './mutedSessions.ts';
import type { ServerConnection } from './serverConnection.ts';
import type { Group } from './sessionTexts.ts';
import {
  groupSessions,
  LAST_SAID,
  STATUS_ICONS,
  sessionDescription,
  sessionLabel,
  sessionSpoken,
} from './sessionTexts.ts';
import { sessionTooltip } from './sessionTooltip.ts';

export type TreeNode =
  | { readonly kind: 'group'; readonly group: Group; readonly count: number }
  | SessionNode
  /** Brings older sessions than those in the tree. */
  | { readonly kind: 'older'; readonly listed: number; readonly all: number };

interface SessionNode {
  readonly kind: 'session';
  summary: SessionSummary;
}

/** Changes within this time, ms, are drawn together: a busy night brings several a second. */
const BATCH_MS = 250;
const AGE_EVERY_MS = 30_000;
const UNKNOWN_ICON = { icon: 'question', color: 'disabledForeground' };
const GROUP_NAMES: Readonly<Record<Group, string>> = { running: 'Running', past: 'Past' };

/** All sessions of the machine: those that run or wait for somebody, and those that are over. */
export class SessionsTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #connection: Pick<ServerConnection, 'view' | 'now'>;
  readonly #muted: Pick<MutedSessions, 'all'>;
  readonly #changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  /** One for each session, for as long as it is listed: the editor forgets what a menu is open for when that is replaced. */
  readonly #nodes = new Map<string, SessionNode>();
  /** Which rows the editor was told of, in order. */
  #rows = '';
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(connection: Pick<ServerConnection, 'view' | 'now'>, muted: Pick<MutedSessions, 'all'>) {
    this.#connection = connection;
    this.#muted = muted;
  }

  /** Has the editor draw anew what has changed: the rows as they are, or all where others have come or gone. */
  redraw(): void {
    const { sessions } = this.#connection.view;
    for (const id of this.#nodes.keys()) if (sessions?.has(id) !== true) this.#nodes.delete(id);
    if (this.#listRows() !== this.#rows) return this.#changed.fire(undefined);
    for (const summary of sessions?.values() ?? []) this.#node(summary);
    this.#changed.fire([...this.#nodes.values()]);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    const { sessions, sessionCount: all, next } = this.#connection.view;
    const groups = groupSessions(sessions?.values() ?? [], this.#connection.now());
    if (node?.kind === 'group') return groups[node.group].map((summary) => this.#node(summary));
    if (node !== undefined) return [];
    this.#rows = this.#listRows();
    const shown = (['running', 'past'] as const)
      .map((group) => ({ kind: 'group' as const, group, count: groups[group].length }))
      .filter(({ count }) => count > 0);
    return next === null ? shown : [...shown, { kind: 'older', listed: sessions?.size ?? 0, all }];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const connected = this.#connection.view.connection === 'connected';
    if (node.kind === 'group') return groupItem(node.group, node.count, connected);
    if (node.kind === 'older') return olderItem(node.listed, node.all);
    const item = sessionItem(node.summary, this.#connection.now(), connected);
    return this.#muted.all.has(node.summary.id) ? asMuted(item) : item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #listRows(): string {
    const { sessions, sessionCount, next, connection } = this.#connection.view;
    const { running, past } = groupSessions(sessions?.values() ?? [], this.#connection.now());
    const ids = [running, past].map((group) => group.map(({ id }) => id));
    return JSON.stringify([ids, connection, next && sessionCount]);
  }

  #node(summary: SessionSummary): SessionNode {
    const node = this.#nodes.get(summary.id) ?? { kind: 'session', summary };
    node.summary = summary;
    this.#nodes.set(summary.id, node);
    return node;
  }
}

function groupItem(group: Group, count: number, connected: boolean): vscode.TreeItem {
  const name = connected || group === 'past' ? GROUP_NAMES[group] : 'Running when last seen';
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `group:${group}`;
  item.description = String(count);
  item.accessibilityInformation = { label: `${name}, ${count} session${count === 1 ? '' : 's'}` };
  return item;
}

function olderItem(listed: number, all: number): vscode.TreeItem {
  const item = new vscode.TreeItem('Show older…', vscode.TreeItemCollapsibleState.None);
  const count = `${listed.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}`;
  item.id = 'older';
  item.description = count;
  item.iconPath = new vscode.ThemeIcon('history');
  item.accessibilityInformation = { label: `Show older sessions, ${count} are listed` };
  item.command = { command: COMMANDS.showOlder, title: 'Show Older Sessions' };
  return item;
}

/** Without a server nobody knows whether a session still runs, and the icon says so. */
function sessionItem(summary: SessionSummary, now: number, connected: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(sessionLabel(summary), vscode.TreeItemCollapsibleState.None);
  const known = connected || !isLive(summary, now);
  const { icon, color } = known ? STATUS_ICONS[sessionStatus(summary, now).name] : UNKNOWN_ICON;
  item.id = `session:${summary.id}`;
  item.description = sessionDescription(summary);
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.tooltip = sessionTooltip(summary, now, known ? null : LAST_SAID);
  item.accessibilityInformation = { label: `${sessionSpoken(summary, now)}${known ? '' : `. ${LAST_SAID}`}` };
  item.contextValue = SESSION_ITEM;
  item.command = { command: COMMANDS.openDashboard, title: 'Open Dashboard', arguments: [summary.id] };
  return item;
}

function asMuted(item: vscode.TreeItem): vscode.TreeItem {
  item.contextValue = MUTED_SESSION_ITEM;
  item.description = `${String(item.description)} · muted`;
  item.accessibilityInformation = { label: `${item.accessibilityInformation?.label ?? ''}, muted` };
  return item;
}

/** The tree in its view, redrawn when sessions change or grow older; says when the server is lost. */
export function showSessionsTree(connection: ServerConnection, muted: MutedSessions): vscode.Disposable {
  const tree = new SessionsTree(connection, muted);
  const view = vscode.window.createTreeView(SESSIONS_VIEW, { treeDataProvider: tree });
  let drawn = connection.view;
  let batch: NodeJS.Timeout | undefined;
  const draw = (): void => {
    batch = undefined;
    drawn = connection.view;
    const sessions = [...(drawn.sessions?.values() ?? [])];
    const waiting = sessions.filter((one) => sessionStatus(one, connection.now()).name === 'waiting').length;
    view.badge = waiting === 0 ? undefined : { value: waiting, tooltip: `${waiting} waiting for you` };
    view.message = notice(drawn);
    if (view.visible) tree.redraw();
  };
  const changed = (): void => {
    const { sessions, next, connection: reached, error } = connection.view;
    const same = sessions === drawn.sessions && next === drawn.next;
    if (same && reached === drawn.connection && error === drawn.error) return;
    batch ??= setTimeout(draw, BATCH_MS);
  };
  const age = setInterval(() => view.visible && draw(), AGE_EVERY_MS);
  return vscode.Disposable.from(
    tree,
    view,
    connection.subscribe(changed),
    muted.onChange(() => tree.redraw()),
    view.onDidChangeVisibility(() => view.visible && draw()),
    {
      dispose: () => {
        clearInterval(age);
        clearTimeout(batch);
      },
    },
  );
}

function notice({ connection, sessions, error }: View): string {
  if (connection === 'lost' && sessions !== null) return LAST_SAID;
  return error ?? '';
}
