import * as vscode from 'vscode';
import type { SessionSummary } from '../protocol/summary.ts';
import type { ServerConnection } from './serverConnection.ts';
import type { SessionFilter } from './sessionFilter.ts';
import { isFiltering, matchesFilter } from './sessionFilter.ts';
import type { SessionGroup } from './sessionGroups.ts';
import { groupForTree } from './sessionGroups.ts';
import type { Circumstances } from './treeItems.ts';
import { groupItem, olderItem, sessionItem } from './treeItems.ts';

export type TreeNode =
  | { readonly kind: 'group'; readonly group: SessionGroup; readonly open: boolean }
  | SessionNode
  /** Brings older sessions than those in the tree. */
  | { readonly kind: 'older'; readonly listed: number; readonly all: number };

interface SessionNode {
  readonly kind: 'session';
  summary: SessionSummary;
}

/** Days of the past that are open at first: last night is in one of them. */
const OPEN_DAYS = 2;

export interface TreeSources {
  readonly connection: Pick<ServerConnection, 'view' | 'now'>;
  readonly shown: { readonly filter: SessionFilter };
}

/** The sessions of the machine: those that need somebody, those that run, and those that are over, day by day. */
export class SessionsTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #sources: TreeSources;
  readonly #changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  /** One for each session, for as long as it is listed: the editor forgets what a menu is open for when that is replaced. */
  readonly #nodes = new Map<string, SessionNode>();
  /** Which rows the editor was told of, in order. */
  #rows = '';
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(sources: TreeSources) {
    this.#sources = sources;
  }

  /** Sessions that match the filter, of those that are listed. */
  get matching(): readonly SessionSummary[] {
    const { connection, shown } = this.#sources;
    const { sessions, muted } = connection.view;
    const listed = [...(sessions?.values() ?? [])];
    return listed.filter((summary) => matchesFilter(summary, shown.filter, connection.now(), muted));
  }

  /** Has the editor draw anew what has changed: the rows as they are, or all where others have come or gone. */
  redraw(): void {
    const { sessions } = this.#sources.connection.view;
    for (const id of this.#nodes.keys()) if (sessions?.has(id) !== true) this.#nodes.delete(id);
    const groups = this.#groups();
    if (this.#rowsOf(groups) !== this.#rows) return this.#changed.fire(undefined);
    this.#changed.fire(groups.flatMap((group) => group.sessions.map((summary) => this.#node(summary))));
  }

  getChildren(node?: TreeNode): TreeNode[] {
    const { sessions, sessionCount: all, next } = this.#sources.connection.view;
    if (node?.kind === 'group') {
      // A group that is opened late was made of what its sessions were then.
      return node.group.sessions.map((then) => this.#node(sessions?.get(then.id) ?? then));
    }
    if (node !== undefined) return [];
    const groups = this.#groups();
    this.#rows = this.#rowsOf(groups);
    const lastOpen = groups.filter(({ kind }) => kind === 'day').slice(0, OPEN_DAYS);
    const shown = groups.map((group) => ({
      kind: 'group' as const,
      group,
      open: group.kind === 'needsYou' || group.kind === 'running' || lastOpen.includes(group),
    }));
    return next === null ? shown : [...shown, { kind: 'older', listed: sessions?.size ?? 0, all }];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    if (node.kind === 'older') return olderItem(node.listed, node.all);
    const circumstances: Circumstances = {
      now: this.#sources.connection.now(),
      connected: this.#sources.connection.view.connection === 'connected',
      muted: this.#sources.connection.view.muted,
    };
    return node.kind === 'group'
      ? groupItem(node.group, node.open, circumstances)
      : sessionItem(node.summary, circumstances);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #groups(): readonly SessionGroup[] {
    const { connection } = this.#sources;
    return groupForTree(this.matching, connection.now(), connection.view.muted);
  }

  #rowsOf(groups: readonly SessionGroup[]): string {
    const { sessionCount, next, connection } = this.#sources.connection.view;
    const ids = groups.map((group) => [group.id, ...group.sessions.map(({ id }) => id)]);
    return JSON.stringify([ids, connection, next && sessionCount, isFiltering(this.#sources.shown.filter)]);
  }

  #node(summary: SessionSummary): SessionNode {
    const node = this.#nodes.get(summary.id) ?? { kind: 'session', summary };
    node.summary = summary;
    this.#nodes.set(summary.id, node);
    return node;
  }
}
