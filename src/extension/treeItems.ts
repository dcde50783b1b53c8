import * as vscode from 'vscode';
import { isAgentSession, isLive, sessionStatus } from '../protocol/selectors.ts';
import type { SessionSummary } from '../protocol/summary.ts';
import { COMMANDS, ITEM_WORDS } from './commands.ts';
import { count } from './count.ts';
import type { SessionGroup } from './sessionGroups.ts';
import { dayName } from './sessionGroups.ts';
import { sessionLabel } from '../protocol/sessionLabel.ts';
import { LAST_SAID, STATUS_ICONS, sessionDescription, sessionSpoken } from './sessionTexts.ts';
import { sessionTooltip } from './sessionTooltip.ts';

/** What a row is drawn by, beside its session. */
export interface Circumstances {
  /** The server's clock, ms. */
  readonly now: number;
  /** Without a server nobody knows what goes on. */
  readonly connected: boolean;
  readonly muted: ReadonlySet<string>;
}

/** Characters of what is asked; the tooltip has it whole. */
const LONGEST_ASKED = 60;
const UNKNOWN_ICON = { icon: 'question', color: 'disabledForeground' };

/** `open`: what is below it is shown at first. */
export function groupItem(group: SessionGroup, open: boolean, { now, connected }: Circumstances): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const name = groupName(group, now, connected);
  const item = new vscode.TreeItem(name, open ? Expanded : Collapsed);
  const sessions = group.sessions.length;
  item.id = `group:${group.id}`;
  item.description = sessions.toLocaleString('en-US');
  item.accessibilityInformation = {
    label: count(sessions, { one: `${name}, 1 session`, other: `${name}, {0} sessions` }),
  };
  return item;
}

function groupName({ kind, id }: SessionGroup, now: number, connected: boolean): string {
  switch (kind) {
    case 'needsYou':
      return connected ? 'Needs you' : 'Needed you when last seen';
    case 'running':
      return connected ? 'Running' : 'Running when last seen';
    case 'day':
      return dayName(id, now);
    case 'undated':
      return 'Date unknown';
  }
}

export function olderItem(listed: number, all: number): vscode.TreeItem {
  const item = new vscode.TreeItem('Show older…', vscode.TreeItemCollapsibleState.None);
  const many = `${listed.toLocaleString('en-US')} of ${all.toLocaleString('en-US')}`;
  item.id = 'older';
  item.description = many;
  item.iconPath = new vscode.ThemeIcon('history');
  item.accessibilityInformation = { label: `Show older sessions, ${many} are listed` };
  item.command = { command: COMMANDS.showOlder, title: 'Show Older Sessions' };
  return item;
}

/** Without a server nobody knows whether a session still runs, and the icon says so. */
export function sessionItem(summary: SessionSummary, { now, connected, muted }: Circumstances): vscode.TreeItem {
  const item = new vscode.TreeItem(sessionLabel(summary), vscode.TreeItemCollapsibleState.None);
  const known = connected || !isLive(summary, now);
  const isMuted = muted.has(summary.id);
  const { name, evidence } = sessionStatus(summary, now);
  const { icon, color } = known ? STATUS_ICONS[name] : UNKNOWN_ICON;
  const spoken = [sessionSpoken(summary, now), ...(known ? [] : [LAST_SAID])].join('. ');
  item.id = `session:${summary.id}`;
  // What somebody waits for says more than any number.
  const asked = known && name === 'waiting' ? [brief(evidence)] : [];
  item.description = [...asked, sessionDescription(summary), ...(isMuted ? ['muted'] : [])].join(' · ');
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.tooltip = sessionTooltip(summary, now, known ? null : LAST_SAID);
  item.accessibilityInformation = { label: isMuted ? `${spoken}, muted` : spoken };
  item.contextValue = itemWords(summary, isMuted);
  item.command = { command: COMMANDS.openDashboard, title: 'Open Dashboard', arguments: [summary.id] };
  return item;
}

/** What the menu of a row is made by: "session told folder transcript". */
function itemWords(summary: SessionSummary, isMuted: boolean): string {
  const { session, muted, told, folder, transcript } = ITEM_WORDS;
  return [
    session,
    isMuted ? muted : told,
    ...(summary.folder === null ? [] : [folder]),
    ...(isAgentSession(summary) ? [transcript] : []),
  ].join(' ');
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_ASKED ? `${line.slice(0, LONGEST_ASKED)}…` : line;
}
