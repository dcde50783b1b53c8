import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createTailReader,
  readTail,
  TAIL_LIMITS,
  TAIL_START,
  type TailPosition,
} from '../../../../src/server/sources/files/tailFile.ts';
import { temporaryFolder } from './support/world.ts';

describe('Reading a file that grows', () => {
  const newFile = (content: string | Buffer) => {
    const path = join(temporaryFolder(), 'a.jsonl');
    writeFileSync(path, content);
    return path;
  };
  const readAll = async (path: string, from: TailPosition = TAIL_START, limits = TAIL_LIMITS) => {
    const lines: string[] = [];
    const tooLong: number[] = [];
    let position = from;
    for (let more = true; more;) {
      const read = await readTail(path, position, limits);
      ({ position, more } = read);
      lines.push(...read.lines.map((line) => line.text));
      tooLong.push(...read.tooLong.map((place) => place.number));
    }
    return { lines, tooLong, position };
  };

  it('keeps a half-written line until its newline arrives', async () => {
    const path = newFile('one\ntw');
    const first = await readAll(path);
    assert.deepEqual(first.lines, ['one']);
    appendFileSync(path, 'o\nthree\n');
    assert.deepEqual((await readAll(path, first.position)).lines, ['two', 'three']);
  });

  it('waits for nobody at a pipe that lies in the place of a file', async function () {
    if (process.platform === 'win32') return this.skip();
    const pipe = join(temporaryFolder(), 'a.jsonl');
    execFileSync('mkfifo', [pipe]);
    await assert.rejects(readTail(pipe, TAIL_START), /it is no file/);
    assert.throws(() => createTailReader()(pipe, TAIL_START, TAIL_LIMITS), /it is no file/);
  });

  it('splits on newlines only, not on other separators, and keeps NUL bytes', async () => {
    const text = 'a\u2028b\u2029c\u0085d\u0000e\rf';
    assert.deepEqual((await readAll(newFile(`${text}\n`))).lines, [text]);
  });

  it('takes Windows line ends, a byte order mark and empty lines', async () => {
    assert.deepEqual((await readAll(newFile('\uFEFFone\r\n\r\ntwo\r\n'))).lines, ['one', '', 'two']);
  });

  it('shows broken UTF-8 as replacement characters and goes on', async () => {
    const path = newFile(Buffer.concat([Buffer.from([0xff, 0xfe, 0x41, 0x0a]), Buffer.from('é\n')]));
    assert.deepEqual((await readAll(path)).lines, ['\uFFFD\uFFFDA', 'é']);
  });

  it('does not break a character that was cut between two writes', async () => {
    const bytes = Buffer.from('a😀b\n');
    const path = newFile(bytes.subarray(0, 3));
    const first = await readAll(path);
    appendFileSync(path, bytes.subarray(3));
    assert.deepEqual((await readAll(path, first.position)).lines, ['a😀b']);
  });

  it('skips a line that is too long, counts it, and takes the next', async () => {
    const limits = { readBytes: 16, lineBytes: 64, lines: 3 };
    const path = newFile(`ok\n${'x'.repeat(1_000)}\nnext\n${'y'.repeat(64)}\n`);
    const read = await readAll(path, TAIL_START, limits);
    assert.deepEqual(read.lines, ['ok', 'next', 'y'.repeat(64)]);
    assert.deepEqual(read.tooLong, [2]);
  });

  it('skips the rest of a line that is still being written, however long it gets', async () => {
    const limits = { readBytes: 16, lineBytes: 64, lines: 3 };
    const path = newFile('x'.repeat(500));
    const first = await readAll(path, TAIL_START, limits);
    assert.deepEqual(first.tooLong, [1]);
    assert.equal(first.position.offset, 500);
    appendFileSync(path, `${'x'.repeat(500)}\nnext\n`);
    const second = await readAll(path, first.position, limits);
    assert.deepEqual([second.lines, second.tooLong], [['next'], []]);
  });

  it('begins anew when the file was truncated, even if it has grown past the old place since', async () => {
    const path = newFile('one\ntwo\n');
    const { position } = await readAll(path);
    writeFileSync(path, 'three\nfour\nfive\n');
    const read = await readTail(path, position);
    assert.equal(read.restarted, true);
    assert.equal(read.position.generation, 1);
    assert.deepEqual(
      read.lines.map((line) => line.text),
      ['three', 'four', 'five'],
    );
  });

  it('goes on where it was when the file was copied or moved: same content, other inode', async () => {
    const path = newFile('one\ntwo\n');
    const { position } = await readAll(path);
    copyFileSync(path, `${path}.new`);
    renameSync(`${path}.new`, path);
    appendFileSync(path, 'three\n');
    const read = await readTail(path, position);
    assert.equal(read.restarted, false);
    assert.deepEqual(
      read.lines.map((line) => line.text),
      ['three'],
    );
  });

  it('notices a replaced file of the same end by its beginning', async () => {
    const end = 'same\n'.repeat(400);
    const path = newFile(`old\n${end}`);
    const { position } = await readAll(path);
    writeFileSync(path, `new\n${end}more\n`);
    assert.equal((await readTail(path, position)).restarted, true);
  });

  it('notices a replaced file of the same beginning by what comes before the place', async () => {
    const beginning = `${'same\n'.repeat(400)}`;
    const path = newFile(`${beginning}old\n`);
    const { position } = await readAll(path);
    writeFileSync(path, `${beginning}new\nmore\n`);
    assert.equal((await readTail(path, position)).restarted, true);
  });
});
