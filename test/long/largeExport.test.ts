import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SessionEvent } from '../../src/protocol/events.ts';
import { openJournal } from '../../src/server/journal/journal.ts';
import { SessionStore, STATE_VERSION } from '../../src/server/store/store.ts';
import { serverScript } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';

/** Bytes of text in the session: several times the memory that is allowed. */
const TEXT = 160 * 1024 * 1024;
const LINE = 16 * 1024;
/** MB that the process may use for its objects. */
const HEAP = 64;

describe('a session larger than memory', function () {
  this.timeout(120_000);
  const scene = useScene(after);
  let dataDir: string;

  before(() => {
    dataDir = scene.folder();
    const journal = openJournal(join(dataDir, 'journal.sqlite'), STATE_VERSION);
    const store = new SessionStore(journal, () => assert.fail());
    for (let n = 0; n < TEXT / LINE; n += 100) {
      const events = Array.from({ length: 100 }, (_, index): SessionEvent => {
        const data = { line: `${n + index} ${'x'.repeat(LINE)}`, level: 'info' };
        return { id: `e${n + index}`, session: 'large', type: 'log_line', time: n + index, clock: 'producer', source: 't', data }; // prettier-ignore
      });
      store.apply(journal.append({ events, cursors: [] }).events);
    }
    store.save();
    journal.close();
  });

  it('is exported as a page in bounded memory', async () => {
    const file = join(scene.folder(), 'large.html');
    await inLittleMemory('export', 'large', '--format', 'html', '--output', file, '--data-dir', dataDir);
    const page = readFileSync(file, 'utf8');
    assert.ok(page.split('class="recording"').length > TEXT / LINE / 500);
    assert.ok(page.endsWith('</html>\n'));
  });

  it('is exported, imported elsewhere and exported again in bounded memory, with the same bytes', async () => {
    const sums: string[] = [];
    let from = dataDir;
    for (const format of ['json', 'jsonl'] as const) {
      const file = join(scene.folder(), `large.${format}`);
      await inLittleMemory('export', 'large', '--format', format, '--output', file, '--data-dir', from);
      assert.ok(statSync(file).size > TEXT);
      from = scene.folder();
      await inLittleMemory('import', file, '--data-dir', from);
      const again = join(scene.folder(), `again.${format}`);
      await inLittleMemory('export', 'large', '--format', format, '--output', again, '--data-dir', from);
      sums.push(await hashOf(file), await hashOf(again));
    }
    assert.equal(sums[0], sums[1]);
    assert.equal(sums[2], sums[3]);
  });
});

async function inLittleMemory(...args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP}`, serverScript, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 0, stderr);
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
