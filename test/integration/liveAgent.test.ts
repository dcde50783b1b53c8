import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyHome } from '../support/agentRecordings.ts';
import { endWithTests } from '../support/endWithTests.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, statusOf, statusWhen } from '../support/sessions.ts';

const SESSION = 'c7e09bf3-680b-48a3-bc40-489fc0b64a71';

describe('a Claude Code session whose process is known', function () {
  if (process.platform !== 'linux') return;
  const scene = useScene(afterEach);

  /** The recorded session in the middle of a command, run by a process that lives. */
  async function running() {
    const home = copyHome('claude', 'sigkill_tool', scene.folder());
    const child = spawn('sleep', ['600']);
    endWithTests(child);
    await once(child, 'spawn');
    const sessions = join(home, 'sessions');
    const recorded = join(
      sessions,
      readdirSync(sessions).find((name) => name.endsWith('.json'))!,
    );
    const entry = JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, unknown>;
    rmSync(recorded);
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
    const procStart = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const register = (status: string, more: object = {}): void =>
      writeFileSync(
        join(sessions, `${child.pid}.json`),
        JSON.stringify({ ...entry, pid: child.pid, procStart, pidDomain: undefined, status, statusUpdatedAt: Date.now(), ...more }), // prettier-ignore
      );
    register('busy');
    const server = await scene.server({ roots: [''], args: ['--claude-dir', home] });
    const project = join(home, 'projects', readdirSync(join(home, 'projects'))[0]!);
    return { server, register, child, transcript: join(project, `${SESSION}.jsonl`) };
  }

  it('works as long as its process does, however long it has been silent, and says at what', async () => {
    const { server } = await running();
    const { state, process: told } = await statusWhen(server, SESSION, 'it works', ({ process: by }) => by !== null);
    assert.equal(state.name, 'running');
    assert.match(state.evidence, /^Bash: .*sleep/);
    assert.match(told!.evidence, /process \d+ runs/);
  });

  it('waits for a person when it says so, and no longer than that', async () => {
    const { server, register } = await running();
    register('waiting', { waitingFor: 'permission prompt' });
    const { state } = await statusWhen(server, SESSION, 'it waits', (status) => status.state.name === 'waiting');
    assert.match(state.evidence, /permission prompt/);
    register('busy');
    await statusWhen(server, SESSION, 'it goes on', (status) => status.state.name === 'running');
  });

  it('is killed when its process is, and says what it was doing', async () => {
    const { server, child } = await running();
    await statusWhen(server, SESSION, 'it works', ({ process: by }) => by !== null);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    const { state } = await statusWhen(server, SESSION, 'it is killed', (status) => status.state.name === 'killed');
    assert.match(state.evidence, new RegExp(`process ${child.pid}`));
  });

  it('shows what is written next at once, and goes on where it was after a kill of the server', async () => {
    const { server, transcript } = await running();
    const before = await statusWhen(server, SESSION, 'it works', ({ process: by }) => by !== null);
    const line = readFileSync(transcript, 'utf8')
      .split('\n')
      .find((each) => each.includes('"type":"assistant"'))!;
    appendFileSync(transcript, `${line.replaceAll(/"(msg|req)_01\w{4}/g, '"$1_new00000')}\n`);
    const more = (): Promise<unknown> =>
      statusWhen(server, SESSION, 'the next request counts', ({ requests }) => requests === before.requests + 1);
    await more();
    const events = await eventsOf(server, SESSION);
    const { tokens } = await statusOf(server, SESSION);
    await server.kill();
    const again = await scene.server({ roots: [''], dataDir: server.dataDir, args: ['--claude-dir', join(transcript, '../../..')] }); // prettier-ignore
    const after = await statusWhen(again, SESSION, 'it is there', (status) => status.process !== null);
    assert.deepEqual(after.tokens, tokens);
    assert.deepEqual((await eventsOf(again, SESSION)).slice(0, events.length), events);
  });
});
