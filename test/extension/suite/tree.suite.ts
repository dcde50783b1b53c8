import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LivestreamClient } from '../../../src/protocol/client.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { summarize } from '../../../src/protocol/summary.ts';
import type { SessionSummary } from '../../../src/protocol/summary.ts';
import { NO_FILTER } from '../../../src/extension/sessionFilter.ts';
import type { SessionFilter } from '../../../src/extension/sessionFilter.ts';
import { SessionsTree } from '../../../src/extension/sessionsTree.ts';

const NOW = Date.UTC(2026, 10, 23, 2);

function summary(id: string, more: Partial<SessionSummary> = {}): SessionSummary {
  return { ...summarize(initialState(id)), firstActivityAt: NOW - 60_000, ...more };
}

function treeOf(...sessions: readonly SessionSummary[]): SessionsTree {
  return makeTree(sessions);
}

interface Circumstances {
  readonly lost?: boolean;
  /** Sessions there are in all. */
  readonly total?: number;
  readonly muted?: readonly string[];
  readonly filter?: SessionFilter;
}

function makeTree(
  sessions: readonly SessionSummary[],
  { lost = false, total = sessions.length, muted = [], filter = NO_FILTER }: Circumstances = {},
): SessionsTree {
  const client = new LivestreamClient({ send: () => undefined, onChange: () => undefined, now: () => NOW });
  const you = { role: 'owner', session: null, may: [] } as const;
  const sharing = { lan: false, tunnel: false };
  client.receive({ type: 'hello', protocol: 1, epoch: 'e', version: '0', now: NOW, you, sharing, muted });
  const next = total > sessions.length ? { at: 1, id: sessions.at(-1)!.id } : null;
  client.receive({ type: 'sessions', sessions, total, next });
  if (lost) client.disconnected();
  return new SessionsTree({
    connection: { view: client.view, now: () => NOW },
    shown: { filter },
  });
}

const RUNNING = summary('night', {
  project: 'weather-app',
  phase: 'builder',
  contextPercent: 22.18,
  cost: { usd: 1.2, unpricedTokens: 0 },
  activity: { at: NOW - 1_000, clock: 'producer', text: 'Bash' },
});
const FAILED = summary('old', {
  end: { outcome: 'failed', evidence: 'exit code 1', at: NOW - 5_000, clock: 'producer' },
});

const DONE = summary('done', {
  folder: '/work/shop',
  source: 'codex',
  end: { outcome: 'complete', evidence: 'done', at: NOW, clock: 'producer' },
});

describe('the tree of sessions', () => {
  it('is empty without sessions, so that the welcome text shows', () => {
    assert.deepEqual(treeOf().getChildren(), []);
  });

  it('groups what needs somebody, what runs and what is past', () => {
    const tree = treeOf(DONE, RUNNING, FAILED);
    const groups = tree.getChildren();
    assert.deepEqual(
      groups.map((group) => tree.getTreeItem(group).label),
      ['Needs you', 'Running', 'Today'],
    );
    assert.deepEqual(
      groups.map((group) => tree.getChildren(group).map((node) => tree.getTreeItem(node).id)),
      [['session:old'], ['session:night'], ['session:done']],
    );
  });

  it('shows phase, context and cost, and the status as icon and colour', () => {
    const tree = treeOf(RUNNING);
    const item = tree.getTreeItem({ kind: 'session', summary: RUNNING });
    assert.equal(item.label, 'weather-app');
    assert.equal(item.description, 'builder · 22 % · $1.20');
    assert.deepEqual(item.iconPath, new vscode.ThemeIcon('pulse', new vscode.ThemeColor('charts.green')));
    assert.match(
      item.accessibilityInformation?.label ?? '',
      /^weather-app, running, phase builder, context window 22 %/,
    );
  });

  it('offers the older sessions at its end, as long as there are any', () => {
    const tree = makeTree([RUNNING, FAILED], { total: 12_345 });
    const last = tree.getTreeItem(tree.getChildren().at(-1)!);
    assert.equal(last.label, 'Show older…');
    assert.equal(last.description, '2 of 12,345');
    assert.equal(last.command?.command, 'livestream.showOlder');
    assert.ok(
      !treeOf(RUNNING)
        .getChildren()
        .some(({ kind }) => kind === 'older'),
    );
  });

  it('marks a session of which nobody is told, and offers the opposite for it', () => {
    const tree = makeTree([RUNNING, FAILED], { muted: ['night'] });
    const [muted, other] = [RUNNING, FAILED].map((summary) => tree.getTreeItem({ kind: 'session', summary }));
    assert.equal(muted!.description, 'builder · 22 % · $1.20 · muted');
    assert.match(muted!.accessibilityInformation?.label ?? '', /, muted$/);
    assert.deepEqual(
      [muted, other].map((item) => item!.contextValue),
      ['session muted', 'session told'],
    );
  });

  it('tells its menu what a session has: a folder, a transcript', () => {
    const { contextValue } = treeOf(DONE).getTreeItem({ kind: 'session', summary: DONE });
    assert.equal(contextValue, 'session told folder transcript');
  });

  it('lists only what matches the filter', () => {
    const tree = makeTree([RUNNING, FAILED, DONE], { filter: { ...NO_FILTER, states: ['complete'] } });
    const labels = tree.getChildren().map((group) => tree.getTreeItem(group).label);
    assert.deepEqual(labels, ['Today']);
  });

  it('keeps the row that a menu may be open for when the session goes on', () => {
    const sessions = new Map([['night', RUNNING]]);
    const { view } = new LivestreamClient({ send: () => undefined, onChange: () => undefined, now: () => NOW });
    const tree = new SessionsTree({
      connection: { view: { ...view, connection: 'connected', sessions }, now: () => NOW },
      shown: { filter: NO_FILTER },
    });
    const rowsOf = () => tree.getChildren(tree.getChildren()[0]);
    const drawn: unknown[] = [];
    tree.onDidChangeTreeData((nodes) => drawn.push(nodes));
    tree.redraw();
    const [row] = rowsOf();
    sessions.set('night', { ...RUNNING, phase: 'tester' });
    tree.redraw();
    assert.match(String(tree.getTreeItem(row!).description), /^tester/);
    sessions.set('next', summary('next'));
    tree.redraw();
    assert.ok(rowsOf().includes(row!));
    assert.deepEqual(drawn, [undefined, [row], undefined]);
  });

  it('does not claim that a session runs when there is no server', () => {
    const { iconPath } = makeTree([RUNNING], { lost: true }).getTreeItem({ kind: 'session', summary: RUNNING });
    assert.equal((iconPath as vscode.ThemeIcon).id, 'question');
  });

  it('does not render what a session calls itself', () => {
    const rude = summary('rude', { project: '[click](command:evil) <b>' });
    const { tooltip } = treeOf(rude).getTreeItem({ kind: 'session', summary: rude });
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.equal(tooltip.isTrusted, undefined);
    assert.doesNotMatch(tooltip.value, /(?<!\\)\[click/);
    assert.doesNotMatch(tooltip.value, /<b>/);
  });
});
