import assert from 'node:assert/strict';
import type { JournaledEvent, KnownType, EventData } from '../../../src/protocol/events.ts';
import { countChosen } from '../../../src/protocol/logKinds.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { Timeline } from '../../../src/protocol/timeline.ts';

const ANY = { levels: [], kinds: [], text: '', masked: false, limit: 500 } as const;
const KEY = 'sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefgAA';

describe('the pages of a session’s log', () => {
  it('together have every line that the reducer told, in the order of their times', async () => {
    const { timeline, state } = await session(3_000);
    const all: number[] = [];
    for (let before: number | undefined; ;) {
      const page = await timeline.lines({ ...ANY, before, limit: 300 });
      all.unshift(...page.lines.map(({ seq }) => seq));
      if (page.older === null) break;
      before = page.older;
    }
    assert.equal(all.length, state.logCount);
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(
      all.slice(-500),
      state.logs.map(({ seq }) => seq),
    );
    const newest = await timeline.lines(ANY);
    assert.deepEqual(newest.lines, state.logs);
    const forward: number[] = [];
    for (let after = 0; ;) {
      const page = await timeline.lines({ ...ANY, after, limit: 300 });
      forward.push(...page.lines.map(({ seq }) => seq));
      if (page.newer === null) break;
      after = page.newer;
    }
    assert.deepEqual(forward, all);
  });

  it('count lines by level and kind as the reducer does', async () => {
    const { timeline, state } = await session(3_000);
    for (const choice of [
      { levels: ['error'], kinds: [] },
      { levels: ['error'], kinds: ['tool'] },
      { levels: [], kinds: ['message'] },
      { levels: ['warning', 'info'], kinds: ['event', 'output'] },
    ] as const) {
      let count = 0;
      for (let before: number | undefined; ;) {
        const page = await timeline.lines({ ...ANY, ...choice, before });
        count += page.lines.length;
        if (page.older === null) break;
        before = page.older;
      }
      assert.equal(count, countChosen(state.logCounts, choice), JSON.stringify(choice));
      assert.ok(count > 0);
    }
  });

  it('are searched in bounded steps, through what a tool brought too', async () => {
    const { timeline } = await session(30_000);
    const first = await timeline.lines({ ...ANY, text: 'OUTPUT of make 7 ' });
    assert.ok(first.older !== null && first.searched < 15_000, 'one answer reads only a part');
    const second = await timeline.lines({ ...ANY, text: 'output of make 7 ', before: first.older });
    const third = await timeline.lines({ ...ANY, text: 'output of make 7 ', before: second.older! });
    const found = [...first.lines, ...second.lines, ...third.lines];
    assert.deepEqual(
      found.map(({ tool }) => tool?.result),
      ['output of make 7 \u001b[32mok'],
    );
  });

  it('have what was said around a line', async () => {
    const { timeline } = await session(3_000);
    const middle = (await timeline.lines({ ...ANY, after: 1_500, limit: 1 })).lines[0]!.seq;
    const page = await timeline.lines({ ...ANY, around: middle, limit: 20 });
    const seqs = page.lines.map(({ seq }) => seq);
    assert.equal(seqs[10], middle);
    assert.equal(seqs.length, 20);
    assert.ok(page.older !== null && page.newer !== null);
  });

  it('neither show a secret to who may see none, nor let it be guessed by searching', async () => {
    const { timeline } = await session(600, KEY);
    const open = await timeline.lines({ ...ANY, text: KEY.slice(0, 24) });
    assert.equal(open.lines.length, 1);
    const masked = await timeline.lines({ ...ANY, text: KEY.slice(0, 24), masked: true });
    assert.deepEqual(masked.lines, []);
    const around = await timeline.lines({ ...ANY, masked: true, around: open.lines[0]!.seq });
    assert.ok(!JSON.stringify(around).includes(KEY));
    assert.ok(around.lines.some(({ text }) => text.startsWith('key is')));
  });
});

/** A session in which all kinds of lines occur, some of them told late. */
async function session(count: number, secret?: string) {
  const events: JournaledEvent[] = [];
  const tell = <T extends KnownType>(type: T, data: EventData[T], time: number): void => {
    const seq = events.length + 1;
    events.push({
      id: `e${seq}`,
      session: 's',
      seq,
      time,
      clock: 'producer',
      source: 'x',
      type,
      data,
    } as JournaledEvent);
  };
  for (let n = 1; events.length < count; n++) {
    const time = 1_000_000 + n * 100;
    const kind = n % 12;
    if (kind === 0) tell('phase_change', { phase: `phase ${Math.floor(n / 50)}` }, time);
    else if (kind === 1) tell('log_line', { line: `asked ${n}`, level: 'user' }, time);
    else if (kind === 2) {
      tell('tool_start', { tool_id: `t${n}`, name: 'Bash', input: `make ${n}` }, time);
      const result = `output of make ${(n - 2) / 12} \u001b[32mok`;
      tell('tool_end', { tool_id: `t${n}`, ok: n % 24 === 2, result }, time + 10);
    } else if (kind === 3) tell('error', { message: `broke at ${n}` }, time);
    else if (kind === 4) tell('turn_end', { turn: n, outcome: 'failed', reason: 'it broke' }, time - 100);
    else if (kind === 5) tell('log_line', { line: `careful ${n}`, level: 'warning' }, time);
    else if (kind === 6) tell('log_line', { line: `told late ${n}`, level: 'info', agent: 'a' }, time - 150);
    else if (kind === 7) tell('agent_update', { agent_id: 'a', error_message: `lost ${Math.floor(n / 30)}` }, time);
    else tell('log_line', { line: `line ${n}`, level: 'info' }, time);
  }
  if (secret !== undefined) tell('log_line', { line: `key is ${secret}`, level: 'info' }, 9_000_000);
  const journal = {
    events: (_session: string, after = 0) => events.slice(after),
    event: (_session: string, seq: number) => events[seq - 1],
  };
  const timeline = new Timeline('s', journal, () => Promise.resolve());
  await timeline.update();
  return { timeline, state: events.reduce(reduce, initialState('s')) };
}
