import assert from 'node:assert/strict';
import { foundryFolder, producer } from '../support/foundry.ts';
import type { WireEvent } from '../support/foundry.ts';
import { post } from '../support/http.ts';
import { randomFrom } from '../support/randomFrom.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, statusOf } from '../support/sessions.ts';
import { until } from '../support/until.ts';

const ROUNDS = 6;
/** The server dies after this many answers, or fewer. */
const POSTS_A_ROUND = 160;
const AT_ONCE = 12;
/** The tokens by which the last model call is known. */
const LAST_CALL = 7;
const SESSION = 'weather_20261123_010203';

describe('a server that is killed again and again', () => {
  const scene = useScene(after);
  const random = randomFrom(20261123);
  const make = producer(SESSION);
  const acknowledged: WireEvent[] = [];
  const unanswered: WireEvent[] = [];
  const written: WireEvent[] = [];
  const tokens = { input: 0, output: 0 };
  let calls = 0;
  let server: RunningServer;

  before(async () => {
    const root = scene.folder();
    const dataDir = scene.folder();
    const folder = foundryFolder(root, SESSION);
    for (let round = 1; round <= ROUNDS; round++) {
      server = await scene.server({ roots: [root], dataDir });
      await liveUntilKilled(folder, Math.ceil(POSTS_A_ROUND * random()));
    }
    server = await scene.server({ roots: [root], dataDir });
    const last = make('iteration_complete', { iteration: 99 });
    write(folder, last);
    call(folder, LAST_CALL, 1);
    await until('the last lines were read', async () => {
      const events = await eventsOf(server, SESSION);
      const called = events.some((event) => 'input' in event.data && event.data.input === LAST_CALL);
      return called && events.some(({ type }) => type === last.type);
    });
  });

  it('was killed in the middle of its work', () => {
    assert.ok(acknowledged.length > 100, `${acknowledged.length} posts were answered`);
    assert.ok(unanswered.length > ROUNDS, `${unanswered.length} posts were not`);
  });

  it('has every event whose post it answered with 200, once', async () => {
    const counts = await countsByKey();
    assert.deepEqual(acknowledged.filter((event) => counts.get(key(event)) !== 1).map(key), []);
  });

  it('has every line of events.jsonl, once', async () => {
    const counts = await countsByKey();
    assert.deepEqual(written.filter((event) => counts.get(key(event)) !== 1).map(key), []);
  });

  it('has nothing twice, and nothing that nobody told', async () => {
    const counts = await countsByKey();
    const told = new Set([...acknowledged, ...unanswered, ...written].map(key));
    assert.deepEqual([...counts].filter(([id, count]) => count !== 1 || !told.has(id)), []); // prettier-ignore
  });

  it('has every model call once: the tokens are right', async () => {
    const status = await statusOf(server, SESSION);
    assert.deepEqual({ input: status.tokens.input, output: status.tokens.output }, tokens);
    const kept = (await eventsOf(server, SESSION)).filter(({ type }) => type === 'model_call');
    assert.equal(kept.length, calls);
  });

  it('numbers its events upwards, without a number given twice', async () => {
    const seqs = (await eventsOf(server, SESSION)).map(({ seq }) => seq);
    assert.deepEqual(seqs.filter((seq, index) => index > 0 && seq <= seqs[index - 1]!), []); // prettier-ignore
  });

  it('takes the unanswered posts when they are sent again, and has all of them once', async () => {
    for (const event of unanswered) assert.equal((await send(event)).status, 200);
    const counts = await countsByKey();
    assert.deepEqual(unanswered.filter((event) => counts.get(key(event)) !== 1).map(key), []);
  });

  /** Posts and appends at the same time, until the server dies: a moment after so many answers, while a line is written. */
  async function liveUntilKilled(folder: ReturnType<typeof foundryFolder>, killAfter: number): Promise<void> {
    const torn = make('error', { message: 'torn in two by the crash' });
    let answered = 0;
    let dead: Promise<void> | undefined;
    const kill = (): void => {
      folder.eventText(JSON.stringify(torn).slice(0, 40));
      dead = server.kill();
    };
    const lane = async (): Promise<void> => {
      while (!dead) {
        const event = make('log_line', { line: `line ${answered}`, level: 'info' });
        if (random() < 0.3) append(folder);
        // Some events are told both ways, as the original broadcaster does.
        if (random() < 0.3) write(folder, event);
        const answer = await send(event).catch(() => undefined);
        (answer?.status === 200 ? acknowledged : unanswered).push(event);
        // Not at once: right after an answer the server is always at the same place.
        if (answer?.status === 200 && ++answered === killAfter) setTimeout(kill, random() * 20);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    await dead;
    folder.eventText(`${JSON.stringify(torn).slice(40)}\n`);
    written.push(torn);
    append(folder);
  }

  function append(folder: ReturnType<typeof foundryFolder>): void {
    write(folder, make('error', { message: 'only in the file' }));
    call(folder, LAST_CALL + 1 + Math.floor(random() * 50_000), Math.floor(random() * 5_000));
  }

  function call(folder: ReturnType<typeof foundryFolder>, input: number, output: number): void {
    folder.call(input, output);
    tokens.input += input;
    tokens.output += output;
    calls++;
  }

  function write(folder: ReturnType<typeof foundryFolder>, event: WireEvent): void {
    folder.event(event);
    written.push(event);
  }

  function send(event: WireEvent) {
    return post(server, `/api/broadcast/${SESSION}`, event);
  }

  async function countsByKey(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const { type, wire } of await eventsOf(server, SESSION)) {
      if (type === 'model_call') continue;
      const id = key(wire as unknown as WireEvent);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }
});

function key({ sequence, timestamp }: Pick<WireEvent, 'sequence' | 'timestamp'>): string {
  return `${sequence}@${timestamp}`;
}
