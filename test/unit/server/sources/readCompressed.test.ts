import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { readCompressed } from '../../../../src/server/sources/files/readCompressed.ts';
import { recording } from './codex/support/recordings.ts';

describe('A compressed rollout', () => {
  const folder = mkdtempSync(join(tmpdir(), 'livestream-zst-'));
  const path = join(folder, 'rollout.jsonl.zst');
  const { bytes } = recording('long').files[0]!;
  beforeEach(() => writeFileSync(path, zstdCompressSync(bytes)));
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function unpack(...args: Parameters<typeof readCompressed>) {
    const parts: Buffer[] = [];
    const reasons: string[] = [];
    for await (const part of readCompressed(...args)) {
      if (part.ok) parts.push(part.bytes);
      else reasons.push(part.reason);
    }
    return { content: Buffer.concat(parts), reasons };
  }

  it('holds what was put away, bit by bit', async () => {
    const { content, reasons } = await unpack(path, 10_000_000);
    assert.deepEqual(reasons, []);
    assert.ok(content.equals(bytes));
  });

  it('is read up to the limit, whatever it holds', async () => {
    writeFileSync(path, zstdCompressSync(Buffer.alloc(50_000_000)));
    const { content, reasons } = await unpack(path, 1_000_000);
    assert.ok(content.length <= 1_000_000);
    assert.deepEqual(reasons, ['It holds more than 1000000 bytes, so the rest of it was left out.']);
  });

  it('gives what it can and says why there is no more, where it is damaged, cut or gone', async () => {
    const whole = zstdCompressSync(bytes);
    for (const damaged of [Buffer.from('no such thing'), whole.subarray(0, whole.length / 2), Buffer.alloc(9)]) {
      writeFileSync(path, damaged);
      const { content, reasons } = await unpack(path, 10_000_000);
      assert.equal(reasons.length, 1, reasons.join());
      assert.match(reasons[0]!, /^It cannot be read \(.+\)\.$/);
      assert.ok(bytes.subarray(0, content.length).equals(content));
    }
    assert.match((await unpack(join(folder, 'none.zst'), 10)).reasons.join(), /^It cannot be read \(ENOENT/);
  });

  it('says what is missing where the runtime cannot read it', async () => {
    const { content, reasons } = await unpack(path, 10_000_000, null);
    assert.equal(content.length, 0);
    assert.match(reasons.join(), /Zstandard, which this runtime cannot read/);
  });
});
