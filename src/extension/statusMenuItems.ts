import { t } from '../protocol/language.ts';
import type { SessionSummary } from '../protocol/summary.ts';
import { COMMANDS } from './commands.ts';
import { withoutIcons } from './plainText.ts';
import { sessionLabel } from '../protocol/sessionLabel.ts';

/** What the menu is made of. */
export interface MenuSubject {
  /** The session that the status bar shows. */
  readonly summary: SessionSummary | null;
  /** Somebody chose it; else it is the newest that runs. */
  readonly isChosen: boolean;
  readonly isMuted: boolean;
  readonly isConnected: boolean;
}

interface MenuEntry {
  readonly label: string;
  readonly description?: string;
  readonly command: string;
  /** What the command is about; without one it finds that by itself. */
  readonly session?: string;
}

type MenuItem = MenuEntry | { readonly heading: string };

/** The entries of the menu that a click on the status bar opens, each of which can be used now. */
export function menuItems({ summary, isChosen, isMuted, isConnected }: MenuSubject): readonly MenuItem[] {
  const session = summary?.id;
  const about = session === undefined ? {} : { session };
  const dashboard: MenuItem[] = [
    { label: `$(preview) ${t('Open Dashboard')}`, command: COMMANDS.openDashboard, ...about },
    {
      label: `$(split-horizontal) ${t('Open Dashboard to the Side')}`,
      command: COMMANDS.openDashboardToSide,
      ...about,
    },
    {
      label: `$(empty-window) ${t('Open Dashboard in New Window')}`,
      command: COMMANDS.openDashboardInNewWindow,
      ...about,
    },
  ];
  const helpless: MenuItem[] = [
    { heading: t('No server now') },
    { label: `$(output) ${t('Show Log')}`, command: COMMANDS.showLog },
    { label: `$(debug-restart) ${t('Restart Server')}`, command: COMMANDS.restartServer },
  ];
  const all: MenuItem[] = [
    { heading: t('All sessions') },
    { label: `$(book) ${t('Morning Report')}`, command: COMMANDS.morningReport },
    { label: `$(globe) ${t('Open in Browser')}`, command: COMMANDS.openInBrowser },
  ];
  return [
    ...dashboard,
    ...(isConnected && summary !== null
      ? [{ heading: withoutIcons(sessionLabel(summary)) }, ...aboutSession(summary, isChosen, isMuted)]
      : []),
    ...(isConnected ? all : helpless),
    { label: `$(gear) ${t('Settings')}`, command: COMMANDS.openSettings },
  ];
}

function aboutSession({ id: session }: SessionSummary, isChosen: boolean, isMuted: boolean): readonly MenuItem[] {
  const stop = {
    label: `$(eye-closed) ${t('Stop Following')}`,
    description: t('the status bar then shows the newest that runs'),
    command: COMMANDS.stopFollowing,
  };
  return [
    { label: `$(eye) ${t('Follow Another Session…')}`, command: COMMANDS.followSession },
    ...(isChosen ? [stop] : []),
    isMuted
      ? { label: `$(bell) ${t('Unmute Session')}`, command: COMMANDS.unmuteSession, session }
      : { label: `$(bell-slash) ${t('Mute Session')}`, command: COMMANDS.muteSession, session },
    { label: `$(export) ${t('Export Session…')}`, command: COMMANDS.exportSession, session },
  ];
}
