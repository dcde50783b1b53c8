import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { contextLevel, isLive, sessionStatus } from '../protocol/selectors.ts';
import type { SessionSummary } from '../protocol/summary.ts';
import { COMMANDS, FOLLOWING_CONTEXT } from './commands.ts';
import type { FollowedSession } from './followedSession.ts';
import { withoutIcons } from './plainText.ts';
import type { ServerConnection } from './serverConnection.ts';
import { contextFill, lastSaid, STATUS_ICONS, sessionSpoken, statusWord } from './sessionTexts.ts';
import { sessionTooltip } from './sessionTooltip.ts';

/** Silence must show too: a status grows old without any event. */
const AGE_EVERY_MS = 30_000;
const LONGEST_PHASE = 30;

/** The followed session in the status bar: "22 % · builder", "22 % · waiting", in the colour of the context window's level while it runs. */
export function showStatusBar(connection: ServerConnection, followed: FollowedSession): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('session', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Livestream';
  let wasFollowing: boolean | undefined;
  const draw = (): void => {
    const face = describe(connection, followed);
    item.text = face.text;
    item.tooltip = face.tooltip;
    item.command = face.command;
    item.backgroundColor = face.background === undefined ? undefined : new vscode.ThemeColor(face.background);
    item.accessibilityInformation = { label: face.spoken, role: 'button' };
    item.show();
    const isFollowing = followed.choice !== null;
    if (isFollowing === wasFollowing) return;
    wasFollowing = isFollowing;
    void vscode.commands.executeCommand('setContext', FOLLOWING_CONTEXT, isFollowing);
  };
  const age = setInterval(draw, AGE_EVERY_MS);
  const subscriptions = [connection.subscribe(draw), followed.onChoice(draw)];
  draw();
  return vscode.Disposable.from(item, ...subscriptions, { dispose: () => clearInterval(age) });
}

interface Face {
  readonly text: string;
  readonly tooltip: string | vscode.MarkdownString;
  readonly command: string;
  readonly spoken: string;
  readonly background?: string | undefined;
}

const ERROR_BACKGROUND = 'statusBarItem.errorBackground';
const WARNING_BACKGROUND = 'statusBarItem.warningBackground';

function describe(connection: ServerConnection, followed: FollowedSession): Face {
  const { state } = connection;
  const start = { command: COMMANDS.startServer };
  switch (state.kind) {
    case 'off':
      return {
        ...start,
        text: `$(circle-slash) ${t('Livestream: off')}`,
        tooltip: t('Start the Livestream server'),
        spoken: t('Livestream is off. Start the server.'),
      };
    case 'failed':
      return {
        ...start,
        text: `$(error) ${t('Livestream: no server')}`,
        tooltip: `${state.problem.message}\n\n${t('Click to start it again.')}`,
        spoken: `${t('Livestream has no server.')} ${state.problem.message}`,
        background: ERROR_BACKGROUND,
      };
    case 'starting':
      return {
        command: COMMANDS.showLog,
        text: '$(loading~spin) Livestream',
        tooltip: t('The Livestream server is starting'),
        spoken: t('Livestream is starting'),
      };
    case 'lost':
    case 'connected':
      return sessionFace(followed.summary, connection.now(), state.kind === 'lost');
  }
}

function sessionFace(summary: SessionSummary | null, now: number, lost: boolean): Face {
  const command = COMMANDS.menu;
  const lead = lost ? lastSaid() : null;
  if (summary === null) {
    const text = lost ? t('Looking for the server') : t('No session yet. Click for what there is to do.');
    return {
      command,
      text: `$(${lost ? 'debug-disconnect' : 'pulse'}) Livestream`,
      tooltip: text,
      spoken: `Livestream. ${text}`,
    };
  }
  const { name } = sessionStatus(summary, now);
  const icon = lost ? 'debug-disconnect' : name === 'running' ? 'pulse' : STATUS_ICONS[name].icon;
  // A phase says what is being done, and only while something is.
  const doing = shorten((name === 'running' ? summary.phase : null) ?? statusWord(name));
  return {
    command,
    text: `$(${icon}) ${contextFill(summary)} · ${withoutIcons(doing)}`,
    tooltip: sessionTooltip(summary, now, lead),
    spoken: `Livestream: ${sessionSpoken(summary, now)}${lead === null ? '' : `. ${lead}`}`,
    background: !lost && isLive(summary, now) ? levelBackground(summary.contextPercent) : undefined,
  };
}

/** The status bar has room for other things, too. */
function shorten(phase: string): string {
  const line = phase.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_PHASE ? `${line.slice(0, LONGEST_PHASE)}…` : line;
}

function levelBackground(percent: number | null): string | undefined {
  const level = percent === null ? 'ok' : contextLevel(percent);
  if (level === 'ok') return undefined;
  return level === 'critical' ? ERROR_BACKGROUND : WARNING_BACKGROUND;
}
