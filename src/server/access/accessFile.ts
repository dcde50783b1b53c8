import { inEnglish } from '../../protocol/language.ts';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Something that lets somebody in: a paired device, a share link, a token of a program, a sign-in with a password. */
const grant = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(['device', 'link', 'token', 'sign_in']),
  role: z.enum(['owner', 'viewer', 'guest']),
  name: z.string(),
  /** The user who signed in; null for all other kinds. */
  user: z.string().nullable(),
  /** The one session that a link shows; null for all other kinds. */
  session: z.string().nullable(),
  /** SHA-256 of the secret, base64url. */
  secretHash: z.string().length(43),
  /** Times are in ms since the Unix epoch. */
  createdAt: z.number(),
  expiresAt: z.number().nullable(),
  firstSeen: z.number().nullable(),
  lastSeen: z.number().nullable(),
  address: z.string().nullable(),
});

/** A password as scrypt keeps it. The parameters are beside the hash, so that stronger ones can come later. */
const password = z.strictObject({
  /** Base64url, like `hash`. */
  salt: z.string(),
  hash: z.string(),
  cost: z.int().min(2),
  blockSize: z.int().min(1),
  parallelization: z.int().min(1),
});

const user = z.strictObject({ name: z.string(), role: z.enum(['owner', 'viewer']), password });

const accessFile = z.strictObject({
  /** Raised when the file's shape changes. */
  version: z.literal(1),
  grants: z.array(grant),
  users: z.array(user),
});

export type Grant = Readonly<z.infer<typeof grant>>;
export type StoredPassword = Readonly<z.infer<typeof password>>;
export type User = Readonly<z.infer<typeof user>>;

export interface AccessContent {
  readonly grants: readonly Grant[];
  readonly users: readonly User[];
}

/** Who is let in, as it is on disk. A file that is there and cannot be read stops everything: it must not open a door. */
export function readAccessFile(dataDir: string): AccessContent {
  const file = join(dataDir, 'access.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { grants: [], users: [] };
    throw error;
  }
  const parsed = parse(text);
  if (parsed) return parsed;
  throw new Error(
    inEnglish`${file} is damaged, so it is not known who may come in. Put back a copy of it, or delete it: then all devices, links, tokens and users are gone, and have to be made anew.`,
  );
}

function parse(text: string): AccessContent | undefined {
  try {
    return accessFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Written under another name and renamed: a power cut leaves the old file or the new one, and nobody else reads it. */
export function writeAccessFile(dataDir: string, content: AccessContent): void {
  const file = join(dataDir, 'access.json');
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify({ version: 1, ...content }, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}
