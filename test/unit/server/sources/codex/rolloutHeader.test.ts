import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { codex } from '../../../../../src/server/sources/codex/codex.ts';
import { rolloutHeader } from '../../../../../src/server/sources/codex/rolloutHeader.ts';
import { recording, SCENARIOS } from './support/recordings.ts';
import { idAt, meta, THREAD, written, type Payload } from './support/rollouts.ts';

const NAME = `rollout-2026-05-01T10-00-00-${THREAD}.jsonl`;
const header = (fields: Payload, bytes?: number) => rolloutHeader(written(meta(fields)).slice(0, bytes), NAME);

describe('The first line of a rollout', () => {
  it('tells the thread and its root session of every recorded file, also when it is cut', () => {
    for (const { files } of SCENARIOS.map(recording)) {
      for (const { path, bytes, agent, session } of files) {
        const [first] = bytes.toString().split('\n');
        const payload = (JSON.parse(first!) as { payload: Record<string, string> }).payload;
        const expected = {
          thread: payload['id'],
          session: payload['session_id'],
          parent: payload['parent_thread_id'] ?? null,
          folder: payload['cwd'],
        };
        for (const length of [1_000, 1_200, bytes.length]) {
          assert.deepEqual(rolloutHeader(bytes.toString('utf8', 0, length), basename(path)), expected);
        }
        assert.deepEqual([agent ?? session, session], [expected.thread, expected.session]);
      }
    }
  });

  it('of older versions tells only the thread: that is the session', () => {
    const expected = { thread: THREAD, session: THREAD, parent: null, folder: '/home/a/shop' };
    assert.deepEqual(header({}), expected);
    assert.deepEqual(header({ instructions: 'Say "id":"x", "session_id":"y".' }, 250), expected);
  });

  it('of a sub-agent that does not name its root tells its parent', () => {
    const source = { subagent: { thread_spawn: { parent_thread_id: idAt(-1), depth: 1 } } };
    const expected = { thread: THREAD, session: idAt(-1), parent: idAt(-1), folder: '/home/a/shop' };
    assert.deepEqual(header({ source }), expected);
    assert.deepEqual(header({ source, instructions: 'long '.repeat(100) }, 400), expected);
  });

  it('is waited for until it is whole, or long enough to tell, in whatever letters', () => {
    const folder = mkdtempSync(join(tmpdir(), 'livestream-rollouts-'));
    try {
      const listed = (content: string) => {
        writeFileSync(join(folder, NAME), content);
        return codex.list(folder, new Map()).files.map(({ session }) => session);
      };
      const long = written(meta({ base_instructions: { text: 'Don’t stop. '.repeat(1_000) } }));
      assert.deepEqual(listed(long.slice(0, 300)), []);
      assert.deepEqual(listed(`${written(meta())}\n`), [THREAD]);
      assert.deepEqual(listed(`${long}\n`), [THREAD]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('gives way to the name of the file where it cannot be read', () => {
    for (const bytes of ['', '\0\0\0', '{"timestamp":"2026', 'no JSON\n', written([0, 'event_msg', { id: 'x' }])]) {
      for (const name of [NAME, `${NAME}.zst`]) {
        assert.deepEqual(rolloutHeader(bytes, name), { thread: THREAD, session: THREAD, parent: null, folder: null });
      }
      assert.equal(rolloutHeader(bytes, 'rollout-notes.jsonl'), null);
    }
  });
});
