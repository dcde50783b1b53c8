import * as vscode from 'vscode';
import type { SharedWays } from '../protocol/frames.ts';
import { COMMANDS } from './commands.ts';
import { sharedWords } from './sharingTexts.ts';

/** Offers what makes sense while the server is shared so, or is not; what a click on the mark in the status bar opens. */
export async function chooseWhatNow(ways: SharedWays): Promise<void> {
  const words = sharedWords(ways);
  const shared = [
    { label: '$(device-mobile) Show QR Code', command: COMMANDS.showQrCode },
    { label: '$(circle-slash) Stop Sharing', command: COMMANDS.stopSharing },
  ];
  const items = [
    ...(words === null ? [] : shared),
    ...(ways.lan ? [] : [{ label: '$(broadcast) Share on LAN', command: COMMANDS.shareOnLan }]),
    ways.tunnel
      ? { label: '$(debug-disconnect) Stop Tunnel', command: COMMANDS.stopTunnel }
      : { label: '$(cloud-upload) Start Tunnel (ngrok)', command: COMMANDS.startTunnel },
    { label: '$(link) Copy LAN URL', command: COMMANDS.copyLanUrl },
    { label: '$(list-unordered) Devices', command: COMMANDS.devices },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Livestream: Sharing',
    placeHolder: words ?? 'This machine only',
  });
  if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command);
}
