import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elsewhere } from './elsewhere.ts';
import type { Elsewhere } from './elsewhere.ts';

/** What a name begins with; the process that made it follows, so that what a killed run left behind is known as such. */
const PREFIX = 'livestream-test-';
/** Addresses for documentation (RFC 5737): they are nobody's, should one ever leave its namespace. */
const ADDRESSES = { machine: '198.51.100.1', phone: '198.51.100.2' } as const;

/** A host of the test's own: a network namespace, joined by a cable to the other one and to nothing else. */
export interface Host extends Elsewhere {
  /** Of the namespace. */
  readonly name: string;
  readonly address: string;
  /** What a command begins with to run on this host. */
  readonly through: readonly string[];
  /** A script that runs a program on this host; for whoever takes the path of an executable, as Playwright does. */
  readonly executable: (program: string) => string;
}

export interface TwoHosts {
  readonly machine: Host;
  readonly phone: Host;
  /** Ends what runs on them and takes them away. */
  readonly remove: () => void;
}

/** Why there can be no hosts here; undefined where there can. A test says it when it is left out. */
export function whyNoHosts(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are there on Linux only';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  const probe = `${PREFIX}${process.pid}-probe`;
  const made = spawnSync('ip', ['netns', 'add', probe], { encoding: 'utf8' });
  if (made.error) return 'iproute2 is not installed (the program "ip")';
  if (made.status !== 0) return `network namespaces are not allowed here: ${made.stderr.trim()}`;
  remove(probe);
  return undefined;
}

/**
 * A machine and a phone, each a network namespace with a loopback of its own, joined by a veth pair. The machine's default
 * route leads to the phone, which passes nothing on: no packet comes to the real machine or from it.
 */
export function makeTwoHosts(): TwoHosts {
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), 'livestream-hosts-'));
  const names = { machine: `${PREFIX}${process.pid}-machine`, phone: `${PREFIX}${process.pid}-phone` };
  const removeAll = (): void => {
    Object.values(names).forEach(remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', removeAll);
  for (const name of Object.values(names)) ip('netns', 'add', name);
  ip('-n', names.machine, 'link', 'add', 'wlan0', 'type', 'veth', 'peer', 'name', 'wlan0', 'netns', names.phone);
  for (const role of ['machine', 'phone'] as const) {
    ip('-n', names[role], 'address', 'add', `${ADDRESSES[role]}/24`, 'dev', 'wlan0');
    for (const device of ['lo', 'wlan0']) ip('-n', names[role], 'link', 'set', device, 'up');
  }
  ip('-n', names.machine, 'route', 'add', 'default', 'via', ADDRESSES.phone);
  const hosts = { machine: host('machine'), phone: host('phone') };

  function host(role: keyof typeof names): Host {
    const name = names[role];
    const through = ['ip', 'netns', 'exec', name];
    const executable = (program: string): string => {
      const script = join(folder, `${role}-${program.replace(/\W+/g, '-')}`);
      writeFileSync(script, `#!/bin/sh\nexec ${through.join(' ')} '${program}' "$@"\n`);
      chmodSync(script, 0o755);
      return script;
    };
    return { name, address: ADDRESSES[role], through, executable, ...elsewhere(through) };
  }

  return {
    ...hosts,
    remove: () => {
      process.off('exit', removeAll);
      for (const each of Object.values(hosts)) each.close();
      removeAll();
    },
  };
}

/** Runs iproute2's `ip`; throws what it says when it fails. */
export function ip(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('ip', [...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

/** A namespace lives as long as a process in it does, so those are ended first. */
function remove(name: string): void {
  const { stdout } = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' });
  for (const pid of (stdout ?? '')
    .split('\n')
    .map(Number)
    .filter((each) => each > 1)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }
  spawnSync('ip', ['netns', 'delete', name]);
}

/** What the test runs of processes that are no more have left behind. */
function removeLeftovers(): void {
  const { stdout } = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' });
  for (const [name, pid] of stdout.matchAll(new RegExp(`^${PREFIX}(\\d+)-\\w+`, 'gm'))) {
    if (!isAlive(Number(pid))) remove(name);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
