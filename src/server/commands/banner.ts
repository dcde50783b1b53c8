import { existsSync } from 'node:fs';
import { toString as qrCode } from 'qrcode';

export interface BannerInput {
  readonly url: string;
  /** Addresses for other devices, each with the token. */
  readonly lanUrls: readonly string[];
  /** Folders where Context Foundry runs. */
  readonly roots: readonly string[];
  /** The folders of each coding agent, by the name of its source. */
  readonly agents: readonly { readonly name: string; readonly roots: readonly string[] }[];
  readonly dataDir: string;
  /** True when the server ran before and goes on without this terminal. */
  readonly runsElsewhere: boolean;
}

/** What the terminal shows once the server is ready: where it is, and the way for the phone. */
export async function banner({ url, lanUrls, roots, agents, dataDir, runsElsewhere }: BannerInput): Promise<string> {
  const lines = ['', '  Context Foundry Livestream', '', `  On this machine   ${url}`];
  const [first] = lanUrls;
  for (const lan of lanUrls) lines.push(`  On your phone     ${lan}`);
  lines.push(
    named('Watching', roots) || '  Watching          no folder; events may be posted',
    ...agents.map(({ name, roots: folders }) => named(AGENTS[name] ?? name, folders)).filter(Boolean),
    `  Data              ${dataDir}`,
    '',
  );
  if (first === undefined)
    lines.push(
      `  For the phone: ${runsElsewhere ? 'stop it (the command "stop"), then ' : ''}start it with --host 0.0.0.0, and scan the QR code it then prints.`,
    );
  else {
    lines.push(await terminalQrCode(first), '');
    lines.push('  Scan it with a phone in the same network. Who has this code can read your sessions.');
  }
  return [
    ...lines,
    runsElsewhere ? '  It goes on by itself; the command "stop" stops it.' : '  Ctrl-C stops.',
    '',
    '',
  ].join('\n');
}

const AGENTS: Readonly<Record<string, string>> = { 'claude-code': 'Claude Code', codex: 'Codex' };

/** Folders under one name; empty when there are none. */
function named(name: string, folders: readonly string[]): string {
  return folders.map((folder, index) => `  ${(index === 0 ? name : '').padEnd(18)}${nameFolder(folder)}`).join('\n');
}

/** A slip of the hand should show before the night, not after it. */
function nameFolder(root: string): string {
  return existsSync(root) ? root : `${root}  (does not exist yet; it is picked up when it appears)`;
}

/** Black on white whatever the terminal's colours, with a margin: what a phone's camera wants. */
async function terminalQrCode(text: string): Promise<string> {
  const code = await qrCode(text, { type: 'utf8', margin: 2 });
  const rows = code.split('\n').filter((row) => row !== '');
  return rows.map((row) => `  \u001b[30;107m${row}\u001b[0m`).join('\n');
}
