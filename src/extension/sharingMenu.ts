import * as vscode from 'vscode';
import type { SharedWays } from '../protocol/frames.ts';
import { t } from '../protocol/language.ts';
import { COMMANDS } from './commands.ts';
import { sharedWords } from './sharingTexts.ts';

/** Offers what makes sense while the server is shared so, or is not; what a click on the mark in the status bar opens. */
export async function chooseWhatNow(ways: SharedWays): Promise<void> {
  const words = sharedWords(ways);
  const shared = [
    { label: `$(device-mobile) ${t('Show QR Code')}`, command: COMMANDS.showQrCode },
    { label: `$(circle-slash) ${t('Stop Sharing')}`, command: COMMANDS.stopSharing },
  ];
  const items = [
    ...(words === null ? [] : shared),
    ...(ways.lan ? [] : [{ label: `$(broadcast) ${t('Share on LAN')}`, command: COMMANDS.shareOnLan }]),
    ways.tunnel
      ? { label: `$(debug-disconnect) ${t('Stop Tunnel')}`, command: COMMANDS.stopTunnel }
      : { label: `$(cloud-upload) ${t('Start Tunnel (ngrok)')}`, command: COMMANDS.startTunnel },
    { label: `$(link) ${t('Copy LAN URL')}`, command: COMMANDS.copyLanUrl },
    { label: `$(list-unordered) ${t('Devices')}`, command: COMMANDS.devices },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: t('Livestream: Sharing'),
    placeHolder: words ?? t('This machine only'),
  });
  if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command);
}
