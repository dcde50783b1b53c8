import * as vscode from 'vscode';
import type { GrantInfo, GrantKind } from '../protocol/sharingQuestions.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutIcons, withoutLinks } from './plainText.ts';
import { askServer } from './serverApi.ts';
import { grantDetail, grantName } from './sharingTexts.ts';

interface Row extends vscode.QuickPickItem {
  /** Absent for a title between rows. */
  readonly grant?: GrantInfo;
}

const KINDS: Readonly<Record<GrantKind, { readonly title: string; readonly icon: string }>> = {
  device: { title: 'Devices', icon: 'device-mobile' },
  sign_in: { title: 'Signed in', icon: 'account' },
  link: { title: 'Share links', icon: 'link' },
  token: { title: 'Tokens', icon: 'key' },
};

/** Shows who is let in, and takes back what the person chooses. */
export async function reviewDevices(endpoint: Endpoint): Promise<void> {
  const { grants } = await askServer(endpoint, { about: 'access' });
  if (grants.length === 0) {
    void vscode.window.showInformationMessage(
      'No device has been let in. Share the server on the LAN, and scan the QR code with a phone.',
    );
    return;
  }
  const row = await vscode.window.showQuickPick(rowsOf(grants), {
    title: 'Devices',
    placeHolder: 'Who is let in. Choose one to revoke it.',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (row?.grant !== undefined) await offerToRevoke(endpoint, row.grant);
}

function rowsOf(grants: readonly GrantInfo[]): Row[] {
  const now = Date.now();
  return Object.entries(KINDS).flatMap(([kind, { title, icon }]) => {
    const rows = grants
      .filter((grant) => grant.kind === kind)
      .map((grant) => ({
        label: `$(${icon}) ${withoutIcons(grantName(grant))}`,
        description: grant.role,
        detail: withoutIcons(grantDetail(grant, now)),
        grant,
      }));
    return rows.length === 0 ? [] : [{ label: title, kind: vscode.QuickPickItemKind.Separator }, ...rows];
  });
}

async function offerToRevoke(endpoint: Endpoint, grant: GrantInfo): Promise<void> {
  const revoke = 'Revoke';
  const name = withoutLinks(grantName(grant));
  const chosen = await vscode.window.showWarningMessage(
    `Revoke ${name}?`,
    { modal: true, detail: 'Whoever came by it is disconnected at once, and has to be let in anew.' },
    revoke,
  );
  if (chosen !== revoke) return;
  await askServer(endpoint, { about: 'revoke', id: grant.id });
  void vscode.window.showInformationMessage(`Revoked ${name}.`);
}
