import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import type { LinkLifetime } from '../protocol/sharingQuestions.ts';
import type { Endpoint } from './launchServer.ts';
import { askServer } from './serverApi.ts';
import { shareOnLan } from './shareOnLan.ts';
import { startTunnel } from './startTunnel.ts';

function lifetimes(): readonly { readonly label: string; readonly lifetime: LinkLifetime }[] {
  return [
    { label: t('1 hour'), lifetime: '1h' },
    { label: t('1 day'), lifetime: '1d' },
    { label: t('7 days'), lifetime: '7d' },
  ];
}

/** Puts a link to one session on the clipboard; it lets somebody in, so it is not shown. */
export async function copyShareLink(endpoint: Endpoint, session: string): Promise<void> {
  const base = await chooseAddress(endpoint);
  if (base === undefined) return;
  const chosen = await vscode.window.showQuickPick(lifetimes(), {
    title: t('Copy Share Link to Session'),
    placeHolder: t('How long shall it work?'),
  });
  if (chosen === undefined) return;
  const { path } = await askServer(endpoint, { about: 'share_link', session, expires_in: chosen.lifetime });
  await vscode.env.clipboard.writeText(new URL(path, base).href);
  void vscode.window.showInformationMessage(
    t`Copied a link at ${new URL(base).host}. Whoever has it sees this one session for ${chosen.label}. Revoke it under “Livestream: Devices”.`,
  );
}

/** By which address others come; undefined when there is none, and none is wanted. */
async function chooseAddress(endpoint: Endpoint): Promise<string | undefined> {
  const { lan, tunnel } = await askServer(endpoint, { about: 'sharing' });
  const ways = [
    ...(tunnel?.state === 'open' && tunnel.url !== null
      ? [{ label: tunnel.url, description: t('from anywhere') }]
      : []),
    ...(lan === null ? [] : [{ label: lan.url, description: t('in your network') }]),
  ];
  if (ways.length === 0) return offerToShare(endpoint);
  if (ways.length === 1) return ways[0]!.label;
  const way = await vscode.window.showQuickPick(ways, {
    title: t('Copy Share Link to Session'),
    placeHolder: t('From where shall it open?'),
  });
  return way?.label;
}

async function offerToShare(endpoint: Endpoint): Promise<string | undefined> {
  const [onLan, tunnel] = [t('Share on LAN'), t('Start Tunnel')];
  const chosen = await vscode.window.showInformationMessage(
    t('The Livestream server serves this machine only, so nobody else could open a link. Share it first.'),
    onLan,
    tunnel,
  );
  const begin = chosen === onLan ? shareOnLan : chosen === tunnel ? startTunnel : undefined;
  return (await begin?.(endpoint)) ? chooseAddress(endpoint) : undefined;
}
