import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** How other programs of the same person find the running server and prove that they are that person's. */
const serverFile = z.object({
  pid: z.int(),
  port: z.int(),
  host: z.string(),
  url: z.string(),
  epoch: z.string(),
  version: z.string(),
  token: z.string(),
  /** Programs on this machine have to send the token too. */
  requireToken: z.boolean().default(false),
  /** A newer version may take its place: an editor started it. */
  replaceOlder: z.boolean().default(false),
});

export type ServerFile = z.infer<typeof serverFile>;

const path = (dataDir: string): string => join(dataDir, 'server.json');

/** Written under another name and renamed, so that no reader meets half of it. */
export function writeServerFile(dataDir: string, content: ServerFile): void {
  const temporary = `${path(dataDir)}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, path(dataDir));
}

/** Removes the file, unless another server has written its own meanwhile. */
export function removeServerFile(dataDir: string): void {
  if (readServerFile(dataDir)?.pid === process.pid) rmSync(path(dataDir), { force: true });
}

export function readServerFile(dataDir: string): ServerFile | undefined {
  try {
    return serverFile.safeParse(JSON.parse(readFileSync(path(dataDir), 'utf8'))).data;
  } catch {
    return undefined;
  }
}
