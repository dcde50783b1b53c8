import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isElsewhere, readMachine } from '../../../../../src/server/sources/claudeCode/pidDomain.ts';
import type { Machine } from '../../../../../src/server/sources/claudeCode/pidDomain.ts';
import { readEntry, readRegistry } from '../../../../../src/server/sources/claudeCode/registry.ts';
import { within } from '../../../../support/until.ts';
import { put, temporaryFolder } from '../support/folders.ts';

const RECORDED = join(import.meta.dirname, '../../../../fixtures/claude');
const KILLED = join(RECORDED, 'sigkill_tool/config');

describe('The registry of Claude Code', () => {
  it('keeps the entry of a killed process', async () => {
    const registry = await readRegistry(KILLED);
    assert.deepEqual(registry, {
      configDir: KILLED,
      isThere: true,
      entries: [
        {
          file: join(KILLED, 'sessions/16380.json'),
          pid: 16380,
          session: 'c7e09bf3-680b-48a3-bc40-489fc0b64a71',
          folder: '/home/dev/run/claude/sigkill_tool/repo',
          status: 'busy',
          waitingFor: null,
          statusUpdatedAt: 1795394765467,
          updatedAt: 1795394765467,
          startedAt: 1795394765414,
          procStart: '267968',
          domain: 'linux:00000000000000000000000000000000:pid:[4026531836]',
          entrypoint: 'sdk-cli',
        },
      ],
      unread: [],
    });
  });

  it('is not there in older versions, and may be closed to this user', async () => {
    const none = temporaryFolder();
    assert.deepEqual(await readRegistry(none), { configDir: none, isThere: false, entries: [], unread: [] });
    symlinkSync('sessions', join(none, 'sessions'));
    assert.equal(await readRegistry(none), null);
  });

  it('is read without opening anything but entries: keys are secret', async function () {
    if (process.platform === 'win32') this.skip();
    const config = temporaryFolder();
    put(config, 'sessions/7.json', '{"pid":7,"sessionId":"s"}');
    put(config, 'sessions/pid-8.json', 'of an older version');
    // Opening one of these would wait for ever for somebody to write.
    for (const name of ['7.4411a8aa.key', '7.key', '9.json', '.key', '7.json.key']) {
      execFileSync('env', ['mkfifo', join(config, 'sessions', name)]);
      chmodSync(join(config, 'sessions', name), 0);
    }
    const registry = await within('the registry', readRegistry(config));
    assert.deepEqual(
      registry!.entries.map(({ pid }) => pid),
      [7],
    );
    assert.deepEqual(registry!.unread, []);
  });

  it('may be seen half-written, and is looked at again', async () => {
    const config = temporaryFolder();
    const whole = readFileSync(join(KILLED, 'sessions/16380.json'), 'utf8');
    for (const cut of [0, 1, 40, whole.length - 1]) {
      const file = put(config, 'sessions/16380.json', whole.slice(0, cut));
      const reading = readEntry(file);
      setTimeout(() => writeFileSync(file, whole), 5);
      const entry = await reading;
      assert.ok(typeof entry === 'object' && entry.pid === 16380, `cut at ${cut}`);
    }
  });

  it('names the processes whose entries it cannot use', async () => {
    const config = temporaryFolder();
    put(config, 'sessions/1.json', '{"pid":1,"session');
    put(config, 'sessions/2.json', '{"pid":"two"}');
    put(config, 'sessions/3.json', `{"pid":3,"sessionId":"s","status":5,"procStart":12,"updatedAt":"x"}`);
    const huge = put(config, 'sessions/4.json', '{"pid":4,"sessionId":"s"}');
    appendFileSync(huge, ' '.repeat(70_000));
    const registry = await readRegistry(config);
    assert.deepEqual(registry!.unread.toSorted(), [1, 2, 4]);
    const [entry] = registry!.entries;
    assert.deepEqual([entry!.status, entry!.procStart, entry!.updatedAt], [null, '12', null]);
    assert.equal(await readEntry(join(config, 'sessions/5.json')), 'absent');
  });
});

describe('The machine a process number belongs to', () => {
  const id = '4e7515a39d2c445abe260791d619d4f4';
  const here: Machine = { platform: 'linux', machineId: id, pidNamespace: 'pid:[42]' };
  const zeros = '0'.repeat(32);

  it('is read from the system', async () => {
    const root = temporaryFolder();
    put(root, 'etc/machine-id', `${id}\n`);
    mkdirSync(join(root, 'proc/self/ns'), { recursive: true });
    symlinkSync('pid:[42]', join(root, 'proc/self/ns/pid'));
    assert.deepEqual(await readMachine(root, 'linux'), here);
    const bare = { platform: 'linux', machineId: null, pidNamespace: null } as const;
    assert.deepEqual(await readMachine(temporaryFolder(), 'linux'), bare);
  });

  it('is this one when nothing says otherwise', () => {
    for (const domain of [null, '', `linux:${id}:pid:[42]`, `linux:${zeros}:pid:[42]`, 'linux::pid:[42]', 'linux::']) {
      assert.equal(isElsewhere(domain, here), false, String(domain));
    }
    assert.equal(isElsewhere('darwin', { platform: 'darwin', machineId: null, pidNamespace: null }), false);
  });

  it('is another one by its id, its container or its system', () => {
    for (const domain of [
      `linux:${zeros.replace(/0$/, '1')}:pid:[42]`,
      `linux:${id}:pid:[43]`,
      'linux::pid:[1]',
      'darwin',
    ]) {
      assert.equal(isElsewhere(domain, here), true, domain);
    }
    assert.equal(
      isElsewhere(`linux:${id}:pid:[42]`, { ...here, machineId: null }),
      true,
      'it cannot be told to be this one',
    );
  });
});
