/** What a phone has to fetch before the dashboard shows anything. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Half a second on a poor mobile connection. KB of 1,024 bytes, gzipped. */
export const FIRST_LOAD_KB = 150;

/** The files that the page names in its head, and those that its script imports before it runs. */
async function filesOf(folder) {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/<(?:script|link rel="stylesheet")[^>]* (?:src|href)="\.\/([^"]+)"/g)];
  const files = ['index.html', ...named.map(([, file]) => file)];
  for (const file of files.filter((each) => each.endsWith('.js'))) {
    const script = await readFile(join(folder, file), 'utf8');
    const imports = [...script.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([^"]+\.js)"/g)];
    for (const [, imported] of imports) if (!files.includes(imported)) files.push(imported);
  }
  return files;
}

/** KB of each file of a built page's first load, gzipped, and of all. */
export async function firstLoad(folder) {
  const files = await filesOf(folder);
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(folder, file))).length / 1024),
  );
  const parts = files.map((file, index) => `${file} ${sizes[index].toFixed(1)}`);
  return { kilobytes: sizes.reduce((sum, each) => sum + each, 0), parts };
}
