import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';

/** Patience with a program of Windows, ms: PowerShell takes seconds for its first word. */
const ANSWER_WITHIN_MS = 8_000;

/** Where Windows keeps the address by which the rest of its network knows it. */
const WINDOWS_ADDRESS =
  "(Get-NetIPConfiguration | Where-Object { $_.IPv4DefaultGateway -and $_.NetAdapter.Status -eq 'Up' } | " +
  'Select-Object -First 1).IPv4Address.IPAddress';

/** What stands between this machine's network and a phone. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** `nat`: a machine inside Windows with a network of its own. `mirrored`: one that has Windows's network. */
  readonly wsl: 'nat' | 'mirrored' | null;
  /** In WSL with `nat`: the address of Windows in its network; null where it could not be found. */
  readonly windowsAddress: string | null;
  readonly container: boolean;
  readonly firewall: 'ufw' | 'firewalld' | null;
}

/** The system as far as it is asked here. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly release: string;
  readonly exists: (path: string) => boolean;
  /** Empty when it cannot be read. */
  readonly read: (path: string) => string;
  /** What a program printed; rejects when it is missing or failed. */
  readonly run: (program: string, args: readonly string[]) => Promise<string>;
}

export const thisSystem: System = {
  platform: process.platform,
  release: release(),
  exists: existsSync,
  read: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  },
  run: (program, args) =>
    new Promise((resolve, reject) => {
      execFile(program, [...args], { timeout: ANSWER_WITHIN_MS, windowsHide: true }, (error, stdout) =>
        error ? reject(new Error(`${program} did not answer`, { cause: error })) : resolve(stdout),
      );
    }),
};

export async function lookAround(system: System): Promise<Surroundings> {
  const wsl = await wslNetworking(system);
  return {
    platform: system.platform,
    wsl,
    windowsAddress: wsl === 'nat' ? await windowsAddress(system) : null,
    container: system.exists('/.dockerenv') || system.exists('/run/.containerenv'),
    firewall: firewall(system),
  };
}

/** The kernel's name gives WSL away. The first WSL has no network of its own; nor has the second when it mirrors. */
async function wslNetworking({ platform, release, run }: System): Promise<Surroundings['wsl']> {
  if (platform !== 'linux' || !/microsoft/i.test(release)) return null;
  if (!/wsl2/i.test(release)) return 'mirrored';
  // An old WSL does not know the question, and has no other mode.
  const mode = await run('wslinfo', ['--networking-mode']).catch(() => 'nat');
  return mode.trim() === 'mirrored' ? 'mirrored' : 'nat';
}

async function windowsAddress({ run }: System): Promise<string | null> {
  const args = ['-NoProfile', '-NonInteractive', '-Command', WINDOWS_ADDRESS];
  const answer = await run('powershell.exe', args).catch(() => '');
  return /\d+\.\d+\.\d+\.\d+/.exec(answer)?.[0] ?? null;
}

/** ufw says in a file that all may read whether it is on; firewalld is there only where it is used. */
function firewall({ platform, exists, read }: System): Surroundings['firewall'] {
  if (platform !== 'linux') return null;
  if (/^\s*ENABLED=yes/im.test(read('/etc/ufw/ufw.conf'))) return 'ufw';
  return exists('/run/firewalld') || exists('/usr/bin/firewall-cmd') ? 'firewalld' : null;
}
