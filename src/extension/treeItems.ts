import * as vscode from 'vscode';
import { count } from '../protocol/count.ts';
import { formatExact } from '../protocol/format.ts';
import { t } from '../protocol/language.ts';
import { isAgentSession, isLive, sessionStatus } from '../protocol/selectors.ts';
import { sessionLabel } from '../protocol/sessionLabel.ts';
import type { SessionSummary } from '../protocol/summary.ts';
import { COMMANDS, ITEM_WORDS } from './commands.ts';
import type { SessionGroup } from './sessionGroups.ts';
import { dayName } from './sessionGroups.ts';
import { lastSaid, STATUS_ICONS, sessionDescription, sessionSpoken } from './sessionTexts.ts';
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
  item.description = formatExact(sessions);
  item.accessibilityInformation = {
    label: count(sessions, { one: t('{1}, 1 session'), other: t('{1}, {0} sessions') }, name),
  };
  return item;
}

function groupName({ kind, id }: SessionGroup, now: number, connected: boolean): string {
  switch (kind) {
    case 'needsYou':
      return connected ? t('Needs you') : t('Needed you when last seen');
    case 'running':
      return connected ? t('Running') : t('Running when last seen');
    case 'day':
      return dayName(id, now);
    case 'undated':
      return t('Date unknown');
  }
}

export function olderItem(listed: number, all: number): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Show older…'), vscode.TreeItemCollapsibleState.None);
  const [some, many] = [formatExact(listed), formatExact(all)];
  item.id = 'older';
  item.description = t`${some} of ${many}`;
  item.iconPath = new vscode.ThemeIcon('history');
  item.accessibilityInformation = { label: t`Show older sessions, ${some} of ${many} are listed` };
  item.command = { command: COMMANDS.showOlder, title: t('Show Older Sessions') };
  return item;
}

/** Without a server nobody knows whether a session still runs, and the icon says so. */
export function sessionItem(summary: SessionSummary, { now, connected, muted }: Circumstances): vscode.TreeItem {
  const item = new vscode.TreeItem(sessionLabel(summary), vscode.TreeItemCollapsibleState.None);
  const known = connected || !isLive(summary, now);
  const isMuted = muted.has(summary.id);
  const { name, evidence } = sessionStatus(summary, now);
  const { icon, color } = known ? STATUS_ICONS[name] : UNKNOWN_ICON;
  const spoken = [sessionSpoken(summary, now), ...(known ? [] : [lastSaid()])].join('. ');
  item.id = `session:${summary.id}`;
  // What somebody waits for says more than any number.
  const asked = known && name === 'waiting' ? [brief(evidence)] : [];
  item.description = [...asked, sessionDescription(summary), ...(isMuted ? [t('muted')] : [])].join(' · ');
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.tooltip = sessionTooltip(summary, now, known ? null : lastSaid());
  item.accessibilityInformation = { label: isMuted ? `${spoken}, ${t('muted')}` : spoken };
  item.contextValue = itemWords(summary, isMuted);
  item.command = { command: COMMANDS.openDashboard, title: t('Open Dashboard'), arguments: [summary.id] };
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
