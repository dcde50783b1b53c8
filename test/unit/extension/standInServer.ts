import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A program to start in the server's place, for what the real one cannot be made to do here: to run on a Node.js that
 * is too old, to answer with nonsense, to tell its surroundings. `dataDir` is where it says that its server.json is.
 */
export async function standInScript(source: string): Promise<{ readonly script: string; readonly dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'livestream-stand-in-'));
  const script = join(dataDir, 'server.cjs');
  await writeFile(join(dataDir, 'server.json'), JSON.stringify({ token: 'secret' }));
  await writeFile(script, source);
  return { script, dataDir };
}
