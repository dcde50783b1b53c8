import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import { said } from '../protocol/said.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutLinks } from './plainText.ts';
import { askServer } from './serverApi.ts';

const LOOK_EVERY_MS = 300;

/** Runs the person's ngrok until its tunnel is open, and returns whether it is. Throws with ngrok's reason when it fails. */
export async function startTunnel(endpoint: Endpoint): Promise<boolean> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: t('ngrok opens a tunnel…'),
    cancellable: true,
  };
  return vscode.window.withProgress(progress, async (report, cancelled) => {
    let { tunnel } = await askServer(endpoint, { about: 'open_tunnel' });
    while (tunnel?.state === 'starting' && !cancelled.isCancellationRequested) {
      if (tunnel.message !== null) report.report({ message: withoutLinks(said(tunnel.message)) });
      await delay(LOOK_EVERY_MS);
      ({ tunnel } = await askServer(endpoint, { about: 'sharing' }));
    }
    if (tunnel?.state === 'starting') await askServer(endpoint, { about: 'close_tunnel' });
    if (tunnel?.state === 'failed') throw new Error(tunnel.message ?? t('ngrok ended without a reason.'));
    return tunnel?.state === 'open';
  });
}
