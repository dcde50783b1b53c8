/** The entries that running Claude Code processes keep of themselves: `sessions/<pid>.json` in their config folder. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { isMissing } from '../files/fileErrors.ts';
import { readJsonFile } from '../files/readJsonFile.ts';

/** Bytes of an entry that are read; one has less than a thousand. */
const ENTRY_BYTES = 64 * 1024;
/** Entries read of one folder. Those of killed processes stay there for good. */
const ENTRIES_LIMIT = 1_000;
/** An entry is rewritten in place, so it may be seen half-written: how often, and after how many ms, to look again. */
const TRIES = 3;
const AGAIN_AFTER_MS = 20;

/** What one process says of itself. Times are ms since the Unix epoch. */
export interface RegistryEntry {
  readonly file: string;
  readonly pid: number;
  readonly session: string;
  readonly folder: string | null;
  /** "busy", "idle", "waiting"; other versions know more. */
  readonly status: string | null;
  readonly waitingFor: string | null;
  readonly statusUpdatedAt: number | null;
  readonly updatedAt: number | null;
  readonly startedAt: number | null;
  /** When the process began, as the system words it: tells it from a later one with the same number. */
  readonly procStart: string | null;
  /** The machine and container in which its number is valid. */
  readonly domain: string | null;
  readonly entrypoint: string | null;
}

export interface Registry {
  readonly configDir: string;
  /** False for a version of Claude Code that keeps none. */
  readonly isThere: boolean;
  readonly entries: readonly RegistryEntry[];
  /** The processes whose entries are there and could not be read. */
  readonly unread: readonly number[];
}

const text = z.string().nullable().catch(null);
const time = z.number().nullable().catch(null);

const entrySchema = z.object({
  pid: z.int().positive(),
  sessionId: z.string().min(1),
  cwd: text,
  status: text,
  waitingFor: text,
  statusUpdatedAt: time,
  updatedAt: time,
  startedAt: time,
  procStart: z
    .union([z.string(), z.number().transform(String)])
    .nullable()
    .catch(null),
  pidDomain: text,
  entrypoint: text,
});

/**
 * Reads the registry of one config folder; null where this user may not. Nothing but entries is opened: beside them lie
 * keys, which are secret.
 */
export async function readRegistry(configDir: string): Promise<Registry | null> {
  const folder = join(configDir, 'sessions');
  try {
    const names = (await readdir(folder, { withFileTypes: true }))
      .filter((file) => file.isFile() && /^\d+\.json$/.test(file.name))
      .map(({ name }) => name);
    const read = await Promise.all(names.slice(0, ENTRIES_LIMIT).map((name) => readEntry(join(folder, name))));
    const entries = read.filter((entry) => typeof entry === 'object');
    const isUnread = (index: number): boolean => index >= ENTRIES_LIMIT || read[index] === 'unreadable';
    const unread = names.filter((_name, index) => isUnread(index)).map((name) => Number.parseInt(name, 10));
    return { configDir, isThere: true, entries, unread };
  } catch (error) {
    return isMissing(error) ? { configDir, isThere: false, entries: [], unread: [] } : null;
  }
}

/** Reads one entry; `absent` when the process took it away, as it does when it ends by itself. */
export async function readEntry(file: string): Promise<RegistryEntry | 'absent' | 'unreadable'> {
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      const read = await readJsonFile(file, ENTRY_BYTES);
      if (read.ok) return toEntry(file, read.value);
      if (!read.unfinished) return 'unreadable';
    } catch (error) {
      return isMissing(error) ? 'absent' : 'unreadable';
    }
    if (tries < TRIES) await delay(AGAIN_AFTER_MS);
  }
  return 'unreadable';
}

function toEntry(file: string, value: unknown): RegistryEntry | 'unreadable' {
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return 'unreadable';
  const { sessionId: session, cwd: folder, pidDomain: domain, ...rest } = parsed.data;
  return { file, session, folder, domain, ...rest };
}
