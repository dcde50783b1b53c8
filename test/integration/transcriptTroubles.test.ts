import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { copyHome } from '../support/agentRecordings.ts';
import { DashboardClient } from '../support/dashboardClient.ts';
import { ask } from '../support/http.ts';
import { sessionId, transcriptPath, transcriptText, writeOld, writeSessions, writeTranscript } from '../support/madeTranscripts.ts'; // prettier-ignore
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { diagnosticsOf, eventsOf, healthOf, rowsOf, statusOf } from '../support/sessions.ts';
import { until } from '../support/until.ts';

const HOUR = 3_600_000;
const [ONE, TWO, THREE] = [sessionId(1), sessionId(2), sessionId(3)];
const one = [{ request: 'req_one', output: 100 }];
/**
 * What is seen at once is seen eight times, one after the other: by the looks at everything alone, which are 5 s apart,
 * that would take longer than a test may.
 */
const IN_A_ROW = [1, 2, 3, 4, 5, 6, 7, 8];
/** What a made request uses: its input and its output. */
const USED = 110;

describe('Transcripts of coding agents', function () {
  const scene = useScene(afterEach);

  async function started(home: string, more: readonly string[] = []): Promise<RunningServer> {
    const server = await scene.server({ roots: [''], args: ['--claude-dir', home, ...more] });
    await until('the first look is over', async () =>
      (await healthOf(server)).sources.every(({ indexing }) => indexing === null),
    );
    return server;
  }

  const tokensOf = async (server: RunningServer): Promise<Record<string, number>> =>
    Object.fromEntries((await rowsOf(server)).map(({ id, tokens }) => [id, tokens.total]));

  async function troubleAt(server: RunningServer, place: string): Promise<string> {
    return until(`${place} is told of`, async () => {
      const found = (await diagnosticsOf(server)).find((each) => each.active && each.place === place);
      return found?.message;
    });
  }

  for (const [how, age] of [
    ['followed', 0],
    ['summed up', undefined],
  ] as const) {
    it(`with a line of 50 MB are ${how}, and the line is told of`, async () => {
      const home = scene.folder();
      const text = transcriptText({ session: ONE, answers: one });
      const next = transcriptText({ session: ONE, answers: [{ request: 'req_two', output: 5 }] });
      const path = writeOld(transcriptPath(home, { session: ONE }), `${text}{"type":"x","text":"${'x'.repeat(50e6)}"}\n${next}`, age); // prettier-ignore
      const server = await started(home);
      assert.match(await troubleAt(server, path), /^1 line was left out.*line 3, .*longer than/);
      assert.deepEqual(await tokensOf(server), { [ONE]: USED + 15 });
    });

    it(`with broken text and NULs are ${how}`, async () => {
      const home = scene.folder();
      const bytes = Buffer.concat([
        Buffer.from(transcriptText({ session: ONE, answers: one })),
        Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a]),
        Buffer.alloc(5_000),
        Buffer.from('\n'),
        Buffer.from(transcriptText({ session: ONE, answers: [{ request: 'req_two', output: 5 }] })),
      ]);
      const path = writeOld(transcriptPath(home, { session: ONE }), bytes, age);
      const server = await started(home);
      assert.match(await troubleAt(server, path), /left out because they could not be understood|1 line was left out/);
      assert.deepEqual(await tokensOf(server), { [ONE]: USED + 15 });
    });
  }

  it('that are no files are told of and wait for nobody', async function () {
    if (process.platform === 'win32') return this.skip();
    const home = scene.folder();
    writeTranscript(home, { session: ONE, answers: one });
    const project = join(home, 'projects', '-work-made');
    mkdirSync(join(project, `${sessionId(10)}.jsonl`));
    execFileSync('mkfifo', [join(project, `${sessionId(11)}.jsonl`)]);
    const socket = createServer().listen(join(project, `${sessionId(12)}.jsonl`));
    scene.atEnd(() => socket.close());
    const elsewhere = writeTranscript(scene.folder(), { session: TWO, answers: one });
    symlinkSync(elsewhere, join(project, `${sessionId(13)}.jsonl`));
    writeOld(join(project, `${sessionId(14)}.jsonl`), '');
    writeOld(join(project, `${sessionId(15)}.jsonl`), '\n\n');
    const server = await started(home);
    assert.deepEqual(await tokensOf(server), { [ONE]: USED });
    const told = await Promise.all([10, 11, 12, 13].map((each) => troubleAt(server, join(project, `${sessionId(each)}.jsonl`)))); // prettier-ignore
    assert.match(told[0]!, /a folder/);
    assert.match(told[1]!, /a pipe/);
    assert.match(told[2]!, /a pipe or the like/);
    assert.match(told[3]!, /symbolic link/);
    rmSync(join(project, `${sessionId(10)}.jsonl`), { recursive: true });
    await until('what was mended is told of no more', async () =>
      (await diagnosticsOf(server)).some(({ place, active }) => place.includes(sessionId(10)) && !active),
    );
  });

  it('in a folder that may not be read are told of, and read when it may', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) return this.skip();
    const home = scene.folder();
    writeTranscript(home, { session: ONE, answers: one });
    writeTranscript(home, { session: TWO, answers: [{ request: 'req_two', output: 1 }], project: '-work-other' });
    const shut = join(home, 'projects', '-work-other');
    chmodSync(shut, 0);
    scene.atEnd(() => chmodSync(shut, 0o700));
    const server = await started(home);
    assert.match(await troubleAt(server, shut), /may not read it/);
    assert.deepEqual(await tokensOf(server), { [ONE]: USED });
    chmodSync(shut, 0o700);
    await until('the other is there', async () => (await rowsOf(server)).length === 2);
    assert.ok((await diagnosticsOf(server)).every(({ active }) => !active));
  });

  it('that may not be read are told of, and read when they may', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) return this.skip();
    const home = scene.folder();
    const shut = [
      writeTranscript(home, { session: ONE, answers: one }),
      writeTranscript(home, { session: TWO, answers: [{ request: 'req_two', output: 1 }], age: 0 }),
    ];
    for (const path of shut) chmodSync(path, 0);
    const server = await started(home);
    for (const path of shut) assert.match(await troubleAt(server, path), /may not read it/);
    for (const path of shut) chmodSync(path, 0o600);
    await until('both are there', async () => (await rowsOf(server)).length === 2);
    assert.ok((await diagnosticsOf(server)).every(({ active }) => !active));
  });

  it('count once where two folders have the same session, and a folder given twice is one', async () => {
    const [home, copy] = [scene.folder(), scene.folder()];
    writeTranscript(home, { session: ONE, answers: one });
    cpSync(home, copy, { recursive: true });
    const server = await started(home, ['--claude-dir', copy, '--claude-dir', home]);
    const [before] = await rowsOf(server);
    assert.equal(before!.tokens.total, USED);
    const { tokens } = await statusOf(server, ONE);
    assert.equal(tokens.total, USED);
    assert.deepEqual(await rowsOf(server), [before]);
  });

  it('say the same before and after a look at them where two folders have them', async () => {
    const [home, copy] = [copyHome('claude', 'api_failure', scene.folder(), 3 * HOUR), scene.folder()];
    cpSync(home, copy, { recursive: true, preserveTimestamps: true });
    const server = await started(home, ['--claude-dir', copy]);
    const listed = async () => {
      const dashboard = await DashboardClient.open(scene, server);
      dashboard.socket.send(JSON.stringify({ type: 'list' }));
      await until('the list is there', () => dashboard.framesOf('sessions').length > 0);
      return dashboard.framesOf('sessions')[0]!.sessions;
    };
    const before = await listed();
    assert.ok(before.length > 0);
    for (const { id } of before) await statusOf(server, id);
    assert.deepEqual(await listed(), before);
  });

  it('whose folder appears later are found', async () => {
    const home = join(scene.folder(), 'later');
    const server = await scene.server({ roots: [''], args: ['--claude-dir', home] });
    writeTranscript(home, { session: ONE, answers: one });
    await until('it is there', async () => (await rowsOf(server)).length === 1);
  });

  it('of a session that was summed up say at once what is written next', async () => {
    const home = scene.folder();
    const path = writeTranscript(home, { session: ONE, answers: one });
    const server = await started(home);
    for (const time of IN_A_ROW) {
      appendFileSync(path, transcriptText({ session: ONE, answers: [{ request: `req_${time}`, output: 5 }], age: 0 }));
      await until('it counts', async () => (await tokensOf(server))[ONE] === USED + time * 15);
    }
    assert.ok((await eventsOf(server, ONE)).length > 2);
  });

  it('of a session that was summed up are there whole for who asks', async () => {
    const home = scene.folder();
    for (const session of [ONE, TWO, THREE]) writeTranscript(home, { session, answers: [{ request: `req_${session}`, output: 100 }] }); // prettier-ignore
    const server = await started(home);
    const dashboard = await DashboardClient.open(scene, server);
    await dashboard.follow(ONE);
    await until('its request is in its state', () => dashboard.known.state.tokens.output === 100);
    const { events } = (await ask(server, `/api/export/${TWO}`)).json() as { events: { type: string }[] };
    assert.ok(events.some(({ type }) => type === 'model_call'));
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(server, `/api/status/${THREE}`)));
    for (const answer of answers) assert.equal((answer.json() as { tokens: { total: number } }).tokens.total, USED);
  });

  it('may be deleted: the list keeps the session, and who asks for more is told why there is none', async () => {
    const home = scene.folder();
    const path = writeTranscript(home, { session: ONE, answers: one });
    const server = await started(home);
    rmSync(path);
    await until('the server has seen it', async () => (await ask(server, `/api/status/${ONE}`)).status === 404);
    assert.match((await ask(server, `/api/status/${ONE}`)).text, /its transcripts are gone/);
    const dashboard = await DashboardClient.open(scene, server);
    dashboard.wish(ONE);
    await until('the dashboard is told', () => dashboard.framesOf('error').length > 0);
    assert.match(dashboard.framesOf('error')[0]!.message, /its transcripts are gone/);
    assert.deepEqual(await tokensOf(server), { [ONE]: USED });
  });

  it('may be replaced by others', async () => {
    const home = scene.folder();
    const path = writeTranscript(home, { session: ONE, answers: one });
    const server = await started(home);
    writeOld(path, transcriptText({ session: TWO, answers: [{ request: 'req_other', output: 1 }] }));
    await until('the new one counts', async () => ((await tokensOf(server))[ONE] ?? 0) % USED === 11);
  });

  it('are read when the disk has room again', async function () {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return this.skip();
    const disk = scene.folder();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return this.skip();
    }
    scene.atEnd(() => execFileSync('umount', ['-l', disk]));
    const home = scene.folder();
    writeSessions(home, 600);
    const server = await scene.server({ roots: [''], dataDir: disk, args: ['--claude-dir', home] });
    assert.match(await troubleAt(server, 'journal'), /could not be kept/);
    execFileSync('mount', ['-o', 'remount,size=100m', disk]);
    await until('all are there', async () => (await rowsOf(server)).length === 600);
    await until('it is told of no more', async () => (await diagnosticsOf(server)).every(({ active }) => !active));
    await server.stop();
  });

  describe('that appear', () => {
    const seen = (what: string, server: RunningServer, session: string, tokens: number): Promise<unknown> =>
      until(what, async () => (await tokensOf(server))[session] === tokens);

    it('in a known project are seen at once, and so are those of its sub-agents', async () => {
      const home = scene.folder();
      writeTranscript(home, { session: ONE, answers: one });
      const server = await started(home);
      writeTranscript(home, { session: TWO, answers: [{ request: 'req_two', output: 100 }], age: 0 });
      await seen('the new one is there', server, TWO, USED);
      const agents = join(home, 'projects', '-work-made', TWO, 'subagents');
      for (const time of IN_A_ROW) {
        const agent = `a${time}`;
        writeOld(join(agents, `agent-${agent}.jsonl`), transcriptText({ session: TWO, answers: [{ request: `req_${agent}`, output: 100 }] }).replaceAll('"isSidechain":false', `"isSidechain":true,"agentId":"${agent}"`), 0); // prettier-ignore
        await seen(`the agent ${agent} counts`, server, TWO, (1 + time) * USED);
      }
    });

    it('in a new project are seen at once, also when it stood empty for a while', async () => {
      const home = scene.folder();
      writeTranscript(home, { session: ONE, answers: one });
      const server = await started(home);
      const appears = async (project: string, time: number): Promise<void> => {
        writeTranscript(home, { session: sessionId(100 + time), answers: [{ request: `req_${time}`, output: 100 }], age: 0, project }); // prettier-ignore
        await seen(`the one in ${project} is there`, server, sessionId(100 + time), USED);
      };
      for (const time of IN_A_ROW) await appears(`-work-new-${time}`, time);
      const empty = (time: number): string => `-work-empty-${time}`;
      for (const time of IN_A_ROW) mkdirSync(join(home, 'projects', empty(time)));
      await new Promise((done) => setTimeout(done, 1_500));
      for (const time of IN_A_ROW) await appears(empty(time), 100 + time);
      assert.equal(readdirSync(join(home, 'projects')).length, 1 + 2 * IN_A_ROW.length);
    });
  });
});
