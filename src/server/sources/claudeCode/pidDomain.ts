import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the process numbers that this server sees are valid. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** null where the system has none. */
  readonly machineId: string | null;
  /** "pid:[4026531836]": a container has one of its own. null where the system does not tell. */
  readonly pidNamespace: string | null;
}

/** What identifies this machine, read below `root`. */
export async function readMachine(root = '/', platform = process.platform): Promise<Machine> {
  const machineId = await readFile(join(root, 'etc/machine-id'), 'utf8').catch(() => '');
  const pidNamespace = await readlink(join(root, 'proc/self/ns/pid')).catch(() => null);
  return { platform, machineId: toldId(machineId.trim()), pidNamespace };
}

/**
 * Whether a process number belongs to another machine or container, so that looking for it here says nothing. `domain`
 * is as Claude Code writes it: "linux:<machine>:<namespace>", "darwin", "win32:<host>". What it leaves out is not held
 * against it.
 */
export function isElsewhere(domain: string | null, machine: Machine): boolean {
  if (domain === null || domain === '') return false;
  const [platform] = domain.split(':', 1);
  if (platform !== machine.platform) return true;
  const [, id = '', pidNamespace = ''] = /^linux:([^:]*):(pid:\[\d+\])?$/.exec(domain) ?? [];
  const told = toldId(id);
  const isOtherMachine = told !== null && told !== machine.machineId;
  const isOtherNamespace = pidNamespace !== '' && pidNamespace !== machine.pidNamespace;
  return isOtherMachine || isOtherNamespace;
}

/** An id of zeros is what a system without one answers. */
function toldId(id: string): string | null {
  return /^[0-9a-f]*[1-9a-f][0-9a-f]*$/i.test(id) ? id.toLowerCase() : null;
}
