import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SessionEvent } from '../../../../../src/protocol/events.ts';
import { isKnownType } from '../../../../../src/protocol/events.ts';
import type { ClaudeCarry } from '../../../../../src/server/sources/claudeCode/carry.ts';
import { claudeFormat } from '../../../../../src/server/sources/claudeCode/claudeFormat.ts';
import type { TailLine } from '../../../../../src/server/sources/files/tailFile.ts';
import type { TranscriptFile } from '../../../../../src/server/sources/transcripts/transcriptFormat.ts';
import { linesOf } from '../support/transcripts.ts';
import { FILE, lines, readLines, recording, SCENARIOS } from './support/recordings.ts';
import { answer, call, user } from './support/made.ts';

const SEED = 20261123;
const FILES = SCENARIOS.flatMap((scenario) => recording(scenario).files);
/** By its place, so that a failure names it and does not print it. */
const place = fc.nat(FILES.length - 1);

/** A carry as it comes back from disk. */
function kept(carry: ClaudeCarry): ClaudeCarry {
  return claudeFormat.carry.parse(JSON.parse(JSON.stringify(carry)));
}

function byId(events: readonly SessionEvent[]): ReadonlyMap<string, SessionEvent> {
  return new Map(events.map((event) => [event.id, event]));
}

describe('Reading Claude Code transcripts', () => {
  it('gives the same facts however often it stops, goes on or begins anew', () => {
    const cuts = fc.array(fc.record({ lines: fc.nat(40), anew: fc.boolean() }), { maxLength: 12 });
    fc.assert(
      fc.property(place, cuts, (which, actions) => {
        const one = FILES[which]!;
        const facts = new Map<string, SessionEvent>();
        let carry = claudeFormat.first;
        let at = 0;
        const readOn = (count: number): void => {
          const told = readLines(one.lines.slice(at, at + count), one, carry);
          for (const event of told.events) {
            if (facts.has(event.id)) assert.deepEqual(event, facts.get(event.id));
            facts.set(event.id, event);
          }
          carry = kept(told.carry);
          at += count;
        };
        for (const action of actions) {
          if (action.anew) [at, carry] = [0, claudeFormat.first];
          readOn(action.lines);
        }
        readOn(one.lines.length);
        const straight = readLines(one.lines, one);
        assert.deepEqual([...facts.keys()].sort(), straight.events.map(({ id }) => id).sort());
        assert.deepEqual(facts, new Map([...facts.keys()].map((id) => [id, byId(straight.events).get(id)!])));
        assert.deepEqual(carry, straight.carry);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('gives facts of lines the same names when the program has dropped others from the file', () => {
    const OF_LINES = ['model_call', 'tool_start', 'tool_end', 'log_line', 'compaction', 'api_error'];
    fc.assert(
      fc.property(place, fc.nat(200), fc.array(fc.nat(200), { maxLength: 5 }), (which, head, rows) => {
        const one = FILES[which]!;
        const before = byId(readLines(one.lines, one).events);
        const left = one.lines.filter((_, index) => index >= head % one.lines.length && !rows.includes(index));
        const rewritten = linesOf(left.map(({ text }) => `${text}\n`).join(''));
        for (const event of readLines(rewritten, one).events) {
          if (OF_LINES.includes(event.type)) assert.ok(before.has(event.id), event.id);
        }
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('tells nothing of empty lines, and passes over zeros before a line', () => {
    const prompt = JSON.stringify(user(0, 'Go'));
    const { events, skipped } = readLines(lines('', '   ', '\0\0\0', `\0\0${prompt}`), FILE);
    assert.deepEqual(skipped, []);
    assert.ok(events.some(({ type }) => type === 'turn_start'));
  });

  it('passes over no line that tells something, whichever field it begins with', () => {
    const reordered = ['user', 'assistant', 'system', 'attachment', 'queue-operation', 'cost-state', 'permission-mode'];
    for (const type of reordered)
      assert.equal(claudeFormat.isBulk(Buffer.from(JSON.stringify({ type })), 0), false, type);
    const quoting = user(0, 'What is "attachment":{"type":"prompt_snapshot" and {"type":"api-request"?');
    assert.equal(claudeFormat.isBulk(Buffer.from(JSON.stringify(quoting)), 0), false);
  });

  it('leaves out a torn line, and reads on', () => {
    const torn = JSON.stringify(answer(1, {})).slice(0, 200);
    const { events, skipped } = readLines(lines(user(0, 'Go'), torn, answer(2, { request: 'r' })), FILE);
    assert.deepEqual(skipped, ['it is not JSON']);
    assert.ok(byId(events).has('request:r'));
  });

  it('reads two records that ran together in one line', () => {
    const [one, two] = [user(0, 'Say }{" to me'), answer(1, { request: 'r' })].map((each) => JSON.stringify(each));
    const { events, skipped } = readLines(lines(`${one}${two}`), FILE);
    assert.deepEqual(skipped, []);
    assert.ok(byId(events).has('request:r'));
  });

  it('knows nothing of types and fields it has not heard of, and takes no offence', () => {
    const odd = [{ type: 'from-the-future', a: 1 }, { no: 'type' }, '5', '[]', 'null', '"text"'];
    const future = { ...answer(0, { request: 'r' }), newField: { deep: [1] } };
    const { events, skipped } = readLines(lines(...odd, future), FILE);
    assert.deepEqual(skipped, []);
    assert.ok(byId(events).has('request:r'));
  });

  it('keeps what counts of an answer that has no date and no name', () => {
    const bare = { type: 'assistant', message: { model: 'm', usage: { output_tokens: 5 } } };
    const [event] = readLines(lines(bare, bare), FILE).events.filter(({ type }) => type === 'model_call');
    assert.equal((event?.data as { output?: number }).output, 5);
  });

  it('never fails, whatever stands in a field, and loses nothing of the lines that follow', () => {
    const odd = fc.oneof(
      fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e300, '', 'x', [], {}, [[]], [null], { type: 'text' }),
      fc.constantFrom<unknown>('\0', '}{"', 'a'.repeat(100_000), '__proto__', { __proto__: null, length: 3 }),
      fc.jsonValue({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(
        place,
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 4 }),
        (which, n, changes) => {
          const one = FILES[which]!;
          const telling = one.lines.filter(({ text }) => !claudeFormat.isBulk(Buffer.from(text), 0));
          const index = n % telling.length;
          const record = JSON.parse(telling[index]!.text) as object;
          for (const [where, value] of changes) changeField(record, where, value);
          const [changed] = lines(record) as [TailLine];
          const before = readLines(telling.slice(0, index), one);
          const told = readLines([changed], one, before.carry);
          assertSound(told.events, told.carry, one);
          assert.deepEqual(told.skipped, []);
          const after = readLines(telling.slice(index + 1), one, told.carry);
          assertSound(after.events, after.carry, one);
          const names = (events: readonly SessionEvent[]) =>
            events.filter(({ type }) => type === 'tool_start' || type === 'log_line').map(({ id }) => id);
          const straight = readLines(telling.slice(index + 1), one, readLines(telling.slice(0, index + 1), one).carry);
          assert.deepEqual(names(after.events), names(straight.events));
        },
      ),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('remembers a few kilobytes, however long a session goes on', () => {
    const endless = Array.from({ length: 2_000 }, (_, n) =>
      call(n, `toolu_${n}`, 'TaskCreate', { subject: `Task ${n} `.repeat(50) }),
    );
    const size = JSON.stringify(readLines(lines(...endless), FILE).carry).length;
    assert.ok(size < 24 * 1024, `${size} bytes`);
  });
});

/** Puts a value where some field of a record is, however deep. */
function changeField(record: object, where: number, value: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      collect((node as Record<string, unknown>)[key]);
    }
  };
  collect(record);
  const [parent, key] = places[where % places.length]!;
  parent[key] = structuredClone(value);
}

function assertSound(events: readonly SessionEvent[], carry: ClaudeCarry, { session }: TranscriptFile): void {
  for (const event of events) {
    assert.equal(event.session, session);
    assert.ok(event.id !== '' && event.id.length < 800, event.id);
    assert.ok(isKnownType(event.type) && Number.isFinite(event.time));
  }
  assert.deepEqual(JSON.parse(JSON.stringify(events)), events, 'it survives JSON');
  const data = JSON.stringify(events.map((event) => event.data));
  assert.ok(data.length < 16 * 1024 * Math.max(1, events.length), 'it is short');
  assert.deepEqual(kept(carry), carry);
}
