import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { sessionId, writeSessions } from '../support/madeTranscripts.ts';
import { ask } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { healthOf, rowsOf, statusWhen, untilIndexed } from '../support/sessions.ts';
import { until } from '../support/until.ts';

const SESSIONS = 1_500;
/** What a made session uses: its input and its output. */
const USED = 110;
/** Not without end: on a busy machine a process may be killed each time before it has read anything. */
const KILLS = 8;

describe('Many transcripts of coding agents', function () {
  if (process.platform !== 'linux') return;
  const scene = useScene(afterEach);
  let home: string;
  beforeEach(() => {
    home = scene.folder();
    writeSessions(home, SESSIONS);
  });

  /** A server amid its first look at many sessions. */
  async function reading(home: string, dataDir = scene.folder()): Promise<RunningServer> {
    const server = await scene.server({ roots: [''], dataDir, args: ['--claude-dir', home] });
    await until('it reads', () => childrenOf(server.process.pid!).length > 0);
    return server;
  }

  const all = { sessions: SESSIONS, tokens: SESSIONS * USED };
  const sum = async (server: RunningServer) => {
    const rows = await rowsOf(server, '?limit=1000');
    const last = await ask(server, '/api/sessions?limit=1000');
    const next = /<(.*)>/.exec(String(last.headers['link']))![1]!;
    const both = [...rows, ...(await rowsOf(server, next))];
    return { sessions: new Set(both.map(({ id }) => id)).size, tokens: both.reduce((used, { tokens }) => used + tokens.total, 0) }; // prettier-ignore
  };

  it('are all read, whoever kills the processes that read them', async () => {
    const server = await reading(home);
    let killed = 0;
    const isReading = async (): Promise<boolean> =>
      (await healthOf(server)).sources.some(({ indexing }) => indexing !== null);
    while (killed < KILLS && (await isReading())) {
      for (const child of childrenOf(server.process.pid!)) {
        process.kill(child, 'SIGKILL');
        killed += 1;
      }
      await new Promise((done) => setTimeout(done, 400));
    }
    assert.ok(killed > 0);
    await until('all are there', async () => (await healthOf(server)).sessions === SESSIONS);
    assert.deepEqual(await sum(server), all);
  });

  it('are all read once when the server is killed amid it, and none of its processes stays', async () => {
    const dataDir = scene.folder();
    for (let times = 0; times < 3; times++) {
      const server = await reading(home, dataDir);
      const readers = childrenOf(server.process.pid!);
      await new Promise((done) => setTimeout(done, 100 * times));
      await server.kill();
      await until('its processes are gone', () => readers.every(isGone));
    }
    const server = await scene.server({ roots: [''], dataDir, args: ['--claude-dir', home] });
    await untilIndexed(server);
    assert.deepEqual(await sum(server), all);
  });

  it('are read no further when the server is told to end', async () => {
    const dataDir = scene.folder();
    const server = await reading(home, dataDir);
    const readers = childrenOf(server.process.pid!);
    assert.equal(await server.stop(), 0);
    await until('its processes are gone', () => readers.every(isGone));
    assert.doesNotMatch(server.stderr(), /rror|reject/);
    const next = await scene.server({ roots: [''], dataDir });
    assert.ok((await healthOf(next)).sessions < SESSIONS);
  });

  it('can be opened while they are read, by as many as like', async () => {
    const server = await reading(home);
    const same = Array.from({ length: 20 }, () => statusWhen(server, sessionId(SESSIONS - 1), 'it is told', () => true)); // prettier-ignore
    const others = Array.from({ length: 20 }, (_, index) => statusWhen(server, sessionId(index * 70), 'it is told', () => true)); // prettier-ignore
    for (const { tokens } of await Promise.all([...same, ...others])) assert.equal(tokens.total, USED);
    await untilIndexed(server);
    assert.deepEqual(await sum(server), all);
  });
});

/** The processes that a process started. */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

function isGone(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}
