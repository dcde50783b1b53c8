import { existsSync } from 'node:fs';

export interface BannerInput {
  readonly url: string;
  /** The address for other devices of the network; null while there is none. */
  readonly lanUrl: string | null;
  /** Folders where Context Foundry runs. */
  readonly roots: readonly string[];
  /** The folders of each coding agent, by the name of its source. */
  readonly agents: readonly { readonly name: string; readonly roots: readonly string[] }[];
  readonly dataDir: string;
}

/** What the terminal shows once the server is ready: where it is, and what it watches. */
export function banner({ url, lanUrl, roots, agents, dataDir }: BannerInput): string {
  return [
    '',
    '  Context Foundry Livestream',
    '',
    `  On this machine   ${url}`,
    ...(lanUrl === null ? [] : [`  On your phone     ${lanUrl}`]),
    named('Watching', roots) || '  Watching          no folder; events may be posted',
    ...agents.map(({ name, roots: folders }) => named(AGENTS[name] ?? name, folders)).filter(Boolean),
    `  Data              ${dataDir}`,
    '',
    ...(lanUrl === null ? ['  For the phone: the command "share" opens it to your network and shows a QR code.'] : []),
    '',
  ].join('\n');
}

/** How the server of this terminal, or of another one, ends. */
export function ending(runsElsewhere: boolean): string {
  return runsElsewhere ? '  It goes on by itself; the command "stop" stops it.\n\n' : '  Ctrl-C stops.\n\n';
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
