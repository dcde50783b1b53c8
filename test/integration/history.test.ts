import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type * as schemas from '../../src/server/transports/http/historySchemas.ts';
import { copyHome } from '../support/agentRecordings.ts';
import { runCommand, startCommand } from '../support/commandLine.ts';
import { producer } from '../support/foundry.ts';
import { ask, bearer, post } from '../support/http.ts';
import { copyRecorded, RECORDED_ID } from '../support/recordedFolder.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, rowsOf, statusOf, untilIndexed } from '../support/sessions.ts';
import { until } from '../support/until.ts';

/** The recorded session of Claude Code. */
const CLAUDE_ID = '28f8539e-4e69-40a6-a029-d7a154390f90';
const SCHEMA = join(import.meta.dirname, '../../docs/export.schema.json');

describe('the history', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let root: string;
  let home: string;

  before(async () => {
    root = copyRecorded(scene.folder());
    home = copyHome('claude', 'short', scene.folder(), 3 * 3_600_000);
    server = await scene.server({ roots: [root], args: ['--claude-dir', home] });
    await untilIndexed(server);
  });

  const get = async <T extends z.ZodType>(path: string): Promise<z.infer<T>> =>
    (await ask(server, path)).json() as z.infer<T>;
  const history = (query = '') => get<typeof schemas.historyPage>(`/api/history${query}`);
  const replay = (query = '') => get<typeof schemas.replay>(`/api/replay/${RECORDED_ID}${query}`);
  const found = async (query: string): Promise<readonly string[]> => {
    const answer = await ask(server, `/api/history?${query}`);
    assert.equal(answer.status, 200, answer.text);
    return (answer.json() as { sessions: { id: string }[] }).sessions.map(({ id }) => id).sort();
  };

  it('lists every session, with what there is to filter by', async () => {
    const { sessions, next, sources } = await history();
    assert.equal(sessions.length, 2);
    assert.equal(next, null);
    assert.deepEqual(sources, ['checkpoint', 'claude-code']);
    assert.ok(sessions.every(({ duration_seconds: ran, pinned }) => ran! >= 0 && !pinned)); // prettier-ignore
  });

  it('is filtered by source, state, cost and time', async () => {
    assert.deepEqual(await found('source=claude-code'), [CLAUDE_ID]);
    assert.deepEqual(await found('state=complete,idle,stopped'), [CLAUDE_ID, RECORDED_ID].sort());
    assert.deepEqual(await found('state=failed,waiting'), []);
    assert.deepEqual(await found('to=2020-01-01'), []);
    assert.deepEqual(await found('min_cost=10000'), []);
    assert.equal((await found('sort=cost&from=2020-01-01')).length, 2);
  });

  it('gives the next page by the word of the page before', async () => {
    const first = await history('?limit=1&sort=cost');
    const second = await history(`?limit=1&sort=cost&after=${encodeURIComponent(first.next!)}`);
    assert.deepEqual([first, second].flatMap(({ sessions }) => sessions.map(({ id }) => id)).sort(), [CLAUDE_ID, RECORDED_ID].sort()); // prettier-ignore
  });

  for (const query of ['state=asleep', 'sort=name', 'from=yesterday', 'limit=0', 'after=x', 'min_cost=-1'])
    it(`says what is wrong with ?${query}`, async () => {
      const answer = await ask(server, `/api/history?${query}`);
      assert.equal(answer.status, 422);
      const { field } = answer.json() as { field: string };
      assert.equal(field.split('.')[0], query.split('=')[0]);
    });

  it('is searched: a hit names a moment, and that moment can be replayed', async () => {
    const { hits } = await get<typeof schemas.searchAnswer>('/api/search?q=%22Build%20part%201');
    assert.ok(hits.length > 0);
    const { session_id: id, project, seq, text, matches } = hits[0]!;
    assert.deepEqual([id, project], [RECORDED_ID, 'weather-app']);
    const [from, to] = matches[0]!;
    assert.match(text.slice(from, to), /build part 1/i);
    const moment = await replay(`?seq=${seq}&events=3`);
    assert.equal(moment.seq, seq);
    assert.equal(moment.events.length, 3);
    assert.equal(moment.state['eventCount'], moment.position);
  });

  it('takes whatever a person types into the search', async () => {
    for (const text of ['"', 'a AND (', '*', "'; DROP TABLE search", 'x:y', ''])
      assert.equal((await ask(server, `/api/search?q=${encodeURIComponent(text)}`)).status, 200, text);
  });

  it('replays to the end what is shown live', async () => {
    const { state, position, total, from, to } = await replay();
    assert.equal(position, total);
    const { completed } = state['tasks'] as { completed: readonly string[] };
    assert.deepEqual(completed, (await statusOf(server, RECORDED_ID)).tasks.completed);
    const middle = (Date.parse(from!) + Date.parse(to!)) / 2;
    const half = await replay(`?at=${middle}`);
    assert.ok(half.position > 0 && half.position < total);
    assert.equal(half.state['end'], null);
  });

  it('has marks on the way', async () => {
    const { marks } = await get<typeof schemas.marks>(`/api/marks/${RECORDED_ID}`);
    const kinds = new Set<string>(marks.map(({ kind }) => kind));
    for (const kind of ['phase', 'iteration']) assert.ok(kinds.has(kind), kind);
  });

  it('exports what the schema in the repository says', async () => {
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    for (const id of [RECORDED_ID, CLAUDE_ID]) {
      const parsed = schema.safeParse((await ask(server, `/api/export/${id}`)).json());
      assert.ok(parsed.success, parsed.error && z.prettifyError(parsed.error));
    }
  });

  for (const [format, type, start] of [
    ['json', /^application\/json/, /^\{"format":1,/],
    ['jsonl', /^application\/jsonl/, /^\{"session":/],
    ['csv', /^text\/csv/, /^time,kind,request,/],
    ['md', /^text\/markdown/, /^# /],
  ] as const)
    it(`is exported as ${format}, by the server and on the command line alike`, async () => {
      const answer = await ask(server, `/api/export/${RECORDED_ID}?format=${format}`);
      assert.match(String(answer.headers['content-type']), type);
      assert.match(answer.text, start);
      const file = join(scene.folder(), `out.${format}`);
      const args = ['export', RECORDED_ID, '--format', format, '--data-dir', server.dataDir];
      assert.equal((await runCommand([...args, '--output', file])).code, 0);
      assert.equal(readFileSync(file, 'utf8'), answer.text);
      assert.equal((await runCommand(args)).stdout, answer.text);
    });

  it('is imported into another server, running or stopped, once however often', async () => {
    for (const format of ['json', 'jsonl']) {
      const file = join(scene.folder(), `session.${format}`);
      await runCommand(['export', CLAUDE_ID, '--format', format, '--output', file, '--data-dir', server.dataDir]);
      const dataDir = scene.folder();
      const stopped = await runCommand(['import', file, '--data-dir', dataDir]);
      assert.match(stopped.stdout, /^Imported \d+ events of session 28f8539e/);
      const other = await scene.server({ roots: [''], dataDir });
      const again = await runCommand(['import', file, '--data-dir', dataDir]);
      assert.match(again.stdout, /^Imported 0 events .* \d+ were here already\./);
      const exported = await ask(other, `/api/export/${CLAUDE_ID}?format=${format}`);
      assert.equal(exported.text, readFileSync(file, 'utf8'));
      assert.equal((await statusOf(other, CLAUDE_ID)).requests, (await statusOf(server, CLAUDE_ID)).requests);
      await other.stop();
    }
  });

  it('takes in a recording of another program, and an export that was laid out anew', async () => {
    const recorded = join(root, 'logs', 'events', RECORDED_ID, 'events.jsonl');
    const dataDir = scene.folder();
    const { code, stdout } = await runCommand(['import', recorded, '--data-dir', dataDir]);
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(RECORDED_ID));
    assert.match((await runCommand(['import', recorded, '--data-dir', dataDir])).stdout, /^Imported 0 events/);
    const file = join(scene.folder(), 'pretty.json');
    writeFileSync(file, JSON.stringify((await ask(server, `/api/export/${CLAUDE_ID}`)).json(), null, 2));
    assert.match(
      (await runCommand(['import', file, '--data-dir', dataDir])).stdout,
      /^Imported \d+ events of session 28f/,
    );
  });

  it('says what to do with a file that is none of ours', async () => {
    for (const [name, text] of [
      ['a.json', '{"a": 1}'],
      ['b.jsonl', 'hello\nworld\n'],
      ['c', ''],
    ] as const) {
      const file = join(scene.folder(), name);
      writeFileSync(file, text);
      const { code, stderr } = await runCommand(['import', file, '--data-dir', scene.folder()]);
      assert.equal(code, 1);
      assert.match(stderr, /export|read|used/);
    }
    assert.equal((await runCommand(['import', '/nowhere/x', '--data-dir', scene.folder()])).code, 1);
  });

  it('opens a file for replay on a server of its own, which knows nothing else and leaves nothing', async () => {
    const file = join(scene.folder(), 'night.json');
    await runCommand(['export', RECORDED_ID, '--output', file, '--data-dir', server.dataDir]);
    const command = startCommand(['replay', file, '--no-open']);
    const url = await until('it says where it is', () => /http:\S+/.exec(command.stdout())?.[0]);
    const { port, hash } = new URL(url);
    assert.equal(hash, `#session=${RECORDED_ID}&t=0`);
    const replaying = { port: Number(port) };
    assert.deepEqual((await rowsOf(replaying)).map(({ id }) => id), [RECORDED_ID]); // prettier-ignore
    assert.equal((await ask(replaying, `/api/export/${RECORDED_ID}`)).text, readFileSync(file, 'utf8'));
    const dataDir = (await ask(replaying, '/api/health')).json().data_dir as string;
    command.process.kill('SIGINT');
    assert.equal((await command.ended).code, 0);
    assert.throws(() => readFileSync(join(dataDir, 'journal.sqlite')));
  });

  it('tells of the night in a report, as JSON, Markdown and HTML', async () => {
    const range = ['--from', '2026-11-22T00:00:00Z', '--to', '2026-11-24T00:00:00Z'];
    const args = ['report', ...range, '--data-dir', server.dataDir];
    assert.match((await runCommand(args)).stdout, /^# 2026-11-2.*\n[^]*## Finished/);
    assert.match((await runCommand([...args, '--format', 'html'])).stdout, /^<!doctype html>[^]*<svg/);
    const made = JSON.parse((await runCommand([...args, '--format', 'json'])).stdout) as {
      sessions: { session_id: string }[];
    };
    assert.ok(made.sessions.some(({ session_id: id }) => id === RECORDED_ID));
    const wrong = await runCommand(['report', '--from', 'soon', '--data-dir', server.dataDir]);
    assert.match(wrong.stderr, /"soon" is no time/);
  });

  it('has the numbers that programs tell, by name', async () => {
    const make = producer('measured');
    for (const value of [1, 3, 2])
      await post(server, '/api/broadcast/measured', make('custom_event', { metric: 'code_quality', value }));
    const { series } = await get<typeof schemas.series>('/api/series/measured');
    assert.deepEqual(series.map(({ name, points }) => [name, points.map(({ value }) => value)]), [['code_quality', [1, 3, 2]]]); // prettier-ignore
  });

  describe('of a session that is over', () => {
    it('is kept when its files are gone', async () => {
      rmSync(home, { recursive: true });
      rmSync(root, { recursive: true });
      assert.deepEqual(await found('source=claude-code'), [CLAUDE_ID]);
      assert.ok((await eventsOf(server, CLAUDE_ID)).length > 0);
    });

    it('is pinned and unpinned', async () => {
      const isPinned = async () => (await history('?source=claude-code')).sessions[0]!.pinned; // prettier-ignore
      assert.equal((await runCommand(['sessions', 'pin', CLAUDE_ID, '--data-dir', server.dataDir])).code, 0);
      assert.equal(await isPinned(), true);
      assert.equal((await runCommand(['sessions', 'unpin', CLAUDE_ID, '--data-dir', server.dataDir])).code, 0);
      assert.equal(await isPinned(), false);
    });

    it('is deleted by whoever has the token, from every list and every answer', async () => {
      assert.equal((await post(server, '/api/delete/measured', {})).status, 401);
      const { code, stdout } = await runCommand(['sessions', 'delete', 'measured', '--data-dir', server.dataDir]);
      assert.equal(code, 0);
      assert.match(stdout, /own files were left alone/);
      assert.equal((await ask(server, '/api/status/measured')).status, 404);
      assert.ok(!(await rowsOf(server)).some(({ id }) => id === 'measured'));
      const posted = await post(
        server,
        '/api/broadcast/measured',
        producer('measured')('log_line', { line: 'me again' }),
      );
      assert.equal(posted.status, 410);
      assert.match(posted.json().error, /was deleted/);
      assert.equal((await runCommand(['sessions', 'delete', 'measured', '--data-dir', server.dataDir])).code, 1);
    });
  });
});

describe('a session that is deleted', () => {
  const scene = useScene(after);

  it('does not come back by its files, at the next look and after a restart, and its files are untouched', async () => {
    const root = copyRecorded(scene.folder());
    const home = copyHome('claude', 'short', scene.folder(), 3 * 3_600_000);
    const setup = { roots: [root], dataDir: scene.folder(), args: ['--claude-dir', home] };
    let server = await scene.server(setup);
    await untilIndexed(server);
    for (const id of [CLAUDE_ID, RECORDED_ID]) {
      const headers = { ...bearer(server), 'content-type': 'application/json' };
      assert.equal((await ask(server, `/api/delete/${id}`, { method: 'POST', headers, body: '{}' })).status, 200);
    }
    await server.stop();
    copyRecorded(root);
    server = await scene.server(setup);
    const files = async () => (await ask(server, '/api/health')).json().sources as { indexing: unknown }[];
    await until('all has been looked at', async () => (await files()).every(({ indexing }) => indexing === null));
    assert.deepEqual(await rowsOf(server), []);
    assert.equal((await ask(server, `/api/status/${CLAUDE_ID}`)).status, 404);
    await server.stop();
  });
});
