import * as vscode from 'vscode';
import { t } from '../protocol/language.ts';
import type { GrantInfo, GrantKind } from '../protocol/sharingQuestions.ts';
import type { Endpoint } from './launchServer.ts';
import { withoutIcons, withoutLinks } from './plainText.ts';
import { askServer } from './serverApi.ts';
import { grantDetail, grantName, roleWord } from './sharingTexts.ts';

interface Row extends vscode.QuickPickItem {
  /** Absent for a title between rows. */
  readonly grant?: GrantInfo;
}

function kinds(): Readonly<Record<GrantKind, { readonly title: string; readonly icon: string }>> {
  return {
    device: { title: t('Devices'), icon: 'device-mobile' },
    sign_in: { title: t('Signed in'), icon: 'account' },
    link: { title: t('Share links'), icon: 'link' },
    token: { title: t('Tokens'), icon: 'key' },
  };
}

/** Shows who is let in, and takes back what the person chooses. */
export async function reviewDevices(endpoint: Endpoint): Promise<void> {
  const { grants } = await askServer(endpoint, { about: 'access' });
  if (grants.length === 0) {
    void vscode.window.showInformationMessage(
      t('No device has been let in. Share the server on the LAN, and scan the QR code with a phone.'),
    );
    return;
  }
  const row = await vscode.window.showQuickPick(rowsOf(grants), {
    title: t('Devices'),
    placeHolder: t('Who is let in. Choose one to revoke it.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (row?.grant !== undefined) await offerToRevoke(endpoint, row.grant);
}

function rowsOf(grants: readonly GrantInfo[]): Row[] {
  const now = Date.now();
  return Object.entries(kinds()).flatMap(([kind, { title, icon }]) => {
    const rows = grants
      .filter((grant) => grant.kind === kind)
      .map((grant) => ({
        label: `$(${icon}) ${withoutIcons(grantName(grant))}`,
        description: roleWord(grant.role),
        detail: withoutIcons(grantDetail(grant, now)),
        grant,
      }));
    return rows.length === 0 ? [] : [{ label: title, kind: vscode.QuickPickItemKind.Separator }, ...rows];
  });
}

async function offerToRevoke(endpoint: Endpoint, grant: GrantInfo): Promise<void> {
  const revoke = t('Revoke');
  const name = withoutLinks(grantName(grant));
  const chosen = await vscode.window.showWarningMessage(
    t`Revoke ${name}?`,
    { modal: true, detail: t('Whoever came by it is disconnected at once, and has to be let in anew.') },
    revoke,
  );
  if (chosen !== revoke) return;
  await askServer(endpoint, { about: 'revoke', id: grant.id });
  void vscode.window.showInformationMessage(t`Revoked ${name}.`);
}
