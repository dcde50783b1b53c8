import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { KnownEvent } from '../../../../../src/protocol/events.ts';
import { codexFormat } from '../../../../../src/server/sources/codex/codexFormat.ts';
import { ofType, type RecordedFile } from '../support/transcripts.ts';
import { MODELS, readLines, recording, SCENARIOS } from './support/recordings.ts';
import {
  context,
  event,
  FILE,
  idAt,
  item,
  meta,
  read,
  response,
  START,
  written,
  type Written,
} from './support/rollouts.ts';

const FILES: readonly RecordedFile[] = SCENARIOS.flatMap((name) => recording(name).files);
const anyFile = fc.constantFrom(...FILES);
const byName = (events: readonly KnownEvent[]) => new Map(events.map((each) => [each.id, each]));

describe('Any rollout', () => {
  it('tells the same facts however often reading it stops and goes on', () => {
    fc.assert(
      fc.property(anyFile, fc.infiniteStream(fc.nat(40)), (file, steps) => {
        const events: KnownEvent[] = [];
        let carry = codexFormat.first;
        for (let at = 0; at < file.lines.length;) {
          const to = at + 1 + (steps.next().value as number);
          const part = readLines(file.lines.slice(at, to), file, carry);
          events.push(...part.events);
          // As it is kept on disk between two reads.
          carry = codexFormat.carry.parse(JSON.parse(JSON.stringify(part.carry)));
          at = to;
        }
        assert.deepEqual(events, readLines(file.lines, file).events);
      }),
      { seed: 169, numRuns: 60 },
    );
  });

  it('tells the same facts by the same names when it was cut and has grown again', () => {
    fc.assert(
      fc.property(anyFile, fc.double({ min: 0, max: 1, noNaN: true }), (file, part) => {
        const cut = file.lines.slice(0, Math.floor(file.lines.length * part));
        const all = byName([...readLines(cut, file).events, ...readLines(file.lines, file).events]);
        assert.deepEqual(all, byName(readLines(file.lines, file).events));
      }),
      { seed: 169, numRuns: 60 },
    );
  });

  it('tells what follows a cut apart from what stood there before', () => {
    const file = FILES.find(({ path }) => path.includes('01a205da-7b4d'))!;
    const grown = file.lines.slice(20).map((line) => {
      const record = JSON.parse(line.text) as { timestamp: string; ordinal: number };
      return { ...line, text: JSON.stringify({ ...record, timestamp: record.timestamp.replace('T00:', 'T01:') }) };
    });
    const before = readLines(file.lines, file).events.filter(
      ({ time }) => time > Date.parse('2026-11-23T00:42:14.757Z'),
    );
    const after = readLines([...file.lines.slice(0, 20), ...grown], file).events;
    const told = byName(before);
    const again = after.filter(({ id }) => told.has(id) && !id.startsWith('request:'));
    assert.deepEqual(again, []);
  });

  const oddities = fc.oneof(
    fc.constantFrom(null, true, '', 'x', -1, 1e308, [], {}, [null], { a: {} }, '\u0000', '__proto__'),
    fc.jsonValue(),
  );

  it('never fails on what it does not expect, and keeps little in mind', () => {
    fc.assert(
      fc.property(anyFile, fc.infiniteStream(fc.nat()), fc.infiniteStream(oddities), (file, picks, values) => {
        const pick = (below: number): number => (picks.next().value as number) % Math.max(1, below);
        const lines = file.lines.map((line) => {
          if (pick(3) > 0) return line;
          if (pick(8) === 0) return { ...line, text: line.text.slice(0, pick(line.text.length)) };
          const record = JSON.parse(line.text) as unknown;
          for (let changes = 1 + pick(3); changes > 0; changes--) change(record, pick, values.next().value);
          return { ...line, text: JSON.stringify(record) };
        });
        for (let swaps = pick(6); swaps > 0; swaps--) {
          const [from, to] = [pick(lines.length), pick(lines.length)];
          [lines[from], lines[to]] = [lines[to]!, lines[from]!];
        }
        const { events, carry } = readLines(lines, file);
        assert.deepEqual(codexFormat.carry.parse(carry), carry);
        assert.ok(JSON.stringify(carry).length < 20_000);
        for (const each of events) {
          assert.ok(Number.isFinite(each.time) && each.session === file.session && each.id !== '');
          assert.deepEqual(JSON.parse(JSON.stringify(each)), each);
        }
        for (const { data } of ofType(events, 'model_call')) {
          const { input, output, cache_read: cached, cache_write_5m: cacheWrite, reasoning } = data;
          for (const tokens of [input, output, cached, cacheWrite, reasoning]) {
            assert.ok(Number.isInteger(tokens) && tokens >= 0);
          }
        }
      }),
      { seed: 169, numRuns: 300 },
    );
  });

  it('may hold the same line twice: then it is the same fact', () => {
    for (const file of FILES) {
      const twice = file.lines.flatMap((line) => [line, line]);
      const once = byName(readLines(file.lines, file).events);
      for (const { id, type } of readLines(twice, file).events) {
        if (type === 'model_call' || type === 'tool_start' || type === 'tool_end') assert.ok(once.has(id), id);
      }
    }
  });
});

/** Puts another value somewhere into a record, or takes one away. */
function change(record: unknown, pick: (below: number) => number, value: unknown): void {
  let inside = record as Record<string, unknown>;
  for (;;) {
    const names = Object.keys(inside);
    if (names.length === 0) return;
    const name = names[pick(names.length)]!;
    const inner = inside[name];
    if (typeof inner === 'object' && inner !== null && pick(3) > 0) {
      inside = inner as Record<string, unknown>;
    } else {
      if (pick(4) === 0) delete inside[name];
      else inside[name] = value;
      return;
    }
  }
}

describe('A line of a rollout', () => {
  const prompt = event(5, 'user_message', { message: 'Go' });
  const skips = (text: string): readonly string[] => read([meta(), text]).skipped;

  it('that is not JSON is left out, and says so', () => {
    assert.deepEqual(skips('{"timestamp":"2026-05-01T10:00:00.000Z","ordi'), ['it is not JSON']);
  });

  it('may begin with the zeros that a crash leaves, or be nothing else', () => {
    const { events, skipped } = read([meta(), `\0\0\0${written(prompt)}`, '\0\0\0\0', '', '   ']);
    assert.deepEqual(skipped, []);
    assert.equal(ofType(events, 'turn_start').length, 1);
  });

  it('tells nothing where it is of no known kind', () => {
    for (const text of ['1', '"a"', 'null', '[]', '{}', '{"type":"event_msg"}', written([1, 'new_kind', { a: 1 }])]) {
      const { events, skipped } = read([text]);
      assert.deepEqual([events, skipped], [[], []]);
    }
    const { events } = read([meta(), event(1, 'new_event'), item(2, 'NewItem'), response(3, 'new_thing')]);
    assert.equal(events.length, 1);
  });

  it('without a time is dated like the one before', () => {
    const { events } = read([meta(), '{"type":"event_msg","payload":{"type":"user_message","message":"Go"}}']);
    assert.equal(ofType(events, 'log_line')[0]?.time, START);
  });

  it('is passed over unread only where it certainly tells nothing', () => {
    const bulk = (text: string): boolean => codexFormat.isBulk(Buffer.from(text), 0);
    assert.ok(bulk(written([1, 'world_state', { full: true }])));
    assert.ok(bulk(written(response(1, 'reasoning', { encrypted_content: 'x' }))));
    assert.ok(bulk(written(response(1, 'message', { role: 'developer', content: [] }))));
    assert.ok(bulk(written(response(1, 'message', { id: 'm', role: 'developer', content: [] }))));
    assert.ok(!bulk(written(response(1, 'message', { role: 'assistant', content: '"role":"developer"' }))));
    assert.ok(!bulk(written(response(1, 'function_call', { name: 'reasoning' }))));
    assert.ok(!bulk(written(prompt)));
    assert.ok(!bulk(written(meta())));
  });

  it('is read in a moment, however long it is', () => {
    const long = 'a=b '.repeat(250_000);
    const lines: readonly Written[] = [
      meta(),
      event(1, 'task_started', { turn_id: idAt(1) }),
      context(2),
      event(3, 'user_message', { message: long }),
      response(4, 'function_call', { name: 'exec_command', call_id: 'c', arguments: JSON.stringify({ cmd: long }) }),
      response(5, 'function_call_output', { call_id: 'c', output: `Exit code: 1\nOutput:\n${long}` }),
      response(6, 'custom_tool_call', {
        name: 'exec',
        call_id: 'd',
        input: `tools.update_plan({plan:[${'['.repeat(100_000)}`,
      }),
      event(7, 'agent_message', { message: long }),
    ];
    // Where the time grows with the square of the length, this takes longer than a test may.
    const { events } = read(lines);
    assert.ok(JSON.stringify(events).length < 40_000);
  });

  it('of a call is forgotten when its turn is over, and soon where there are very many', () => {
    const call = (at: number) =>
      response(at, 'function_call', { name: 'exec_command', call_id: `c${at}`, arguments: '{}' });
    const turn = (at: number): Written => event(at, 'task_started', { turn_id: idAt(at) });
    const many = read([meta(), turn(1), ...Array.from({ length: 500 }, (_, index) => call(10 + index))]);
    assert.ok(JSON.stringify(many.carry).length < 20_000);
    const late = response(900, 'function_call_output', { call_id: 'c10', output: 'late' });
    const { events, carry } = read([meta(), turn(1), call(10), turn(800), late]);
    const ends = ofType(events, 'tool_end').map(({ data }) => [data.ok, data.result]);
    assert.deepEqual([ends, carry.calls], [[[false, 'interrupted']], []]);
    assert.deepEqual(ofType(events, 'turn_end')[0]?.data, {
      turn: 1,
      outcome: 'interrupted',
      reason: 'the next prompt came before it was over',
    });
  });

  it('costs no more than the price of its model is known', () => {
    const unknown = context(2, { model: 'somebody-elses' });
    const record: Written = [
      3,
      'token_usage_record',
      { response_id: 'r', usage: { input_tokens: 5, output_tokens: 1 } },
    ];
    const { events } = read([meta(), unknown, record]);
    const [call] = ofType(events, 'model_call');
    assert.deepEqual([call?.data.model, call?.data.cost_usd], ['somebody-elses', null]);
    assert.equal(MODELS.price('somebody-elses', call!.data, 0), null);
    assert.deepEqual(ofType(events, 'context_use')[0]?.data, { tokens: 6, window: null, window_source: 'unknown' });
    const listed = ofType(read([meta(), context(2), record]).events, 'context_use')[0]?.data;
    assert.deepEqual([listed?.window, listed?.window_source], [400_000, 'catalogue']);
  });

  it('belongs to the session and the agent its file is of', () => {
    const file = { ...FILE, session: 'root', agent: 'child' };
    const { events } = read([meta({ id: 'child' }), prompt], file);
    for (const { session } of events) assert.equal(session, 'root');
    assert.deepEqual(
      events.map(({ id }) => id.split(':')[0]),
      events.map(() => 'child'),
    );
  });
});
