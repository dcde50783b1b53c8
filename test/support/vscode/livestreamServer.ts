import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server leaves for those who look for it. */
export interface ServerFile {
  readonly pid: number;
  readonly url: string;
  readonly port: number;
  readonly token: string;
}

export async function readServerFile(dataDir: string): Promise<ServerFile | null> {
  try {
    return JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8')) as ServerFile;
  } catch {
    return null;
  }
}
