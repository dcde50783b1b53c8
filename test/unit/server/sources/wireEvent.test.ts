import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agentUpdate, broadcastEvent, phaseUpdate } from '../../../../src/server/sources/contextFoundry/ingest.ts';
import { parseEventLine } from '../../../../src/server/sources/contextFoundry/parseEventLine.ts';
import { sessionIdProblem } from '../../../../src/server/sources/sessionId.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const RECEIVED = { time: NOW, clock: 'receipt' } as const;
const WIRE = {
  type: 'phase_change',
  session_id: 's',
  timestamp: '2026-11-23T00:25:04.687590',
  sequence: 1,
  data: { phase: 'scout', context_percent: 0 },
};
const post = (body: unknown, session = 's') => broadcastEvent(session, body, NOW, () => 'fresh');
const accepted = (body: unknown) => {
  const result = post(body);
  assert.ok(result.ok, JSON.stringify(result));
  return result.event;
};
const refusedField = (result: ReturnType<typeof post>) => (result.ok ? null : result.field);

describe('An event that was posted or written', () => {
  it('has the same id whether it came by file or by POST', () => {
    const line = { text: JSON.stringify(WIRE), offset: 0, number: 1 };
    const [fromFile] = parseEventLine(line, 's', 0, RECEIVED).events;
    assert.equal(fromFile?.id, '1@2026-11-23T00:25:04.687590');
    assert.equal(accepted(WIRE).id, fromFile?.id);
  });

  it("keeps the producer's time, as local time of this machine where it names no zone", () => {
    assert.equal(accepted(WIRE).time, new Date(2026, 10, 23, 0, 25, 4, 687).getTime());
    assert.equal(accepted(WIRE).clock, 'producer');
    assert.equal(accepted({ ...WIRE, timestamp: '2026-11-23T00:25:04Z' }).time, Date.UTC(2026, 10, 23, 0, 25, 4));
  });

  for (const timestamp of [undefined, null, '', 'soon', '1', 5, {}, '2026-99-99T00:00:00']) {
    it(`is dated by its receipt when its time stamp is ${JSON.stringify(timestamp)}`, () => {
      const event = accepted({ ...WIRE, timestamp });
      assert.deepEqual([event.time, event.clock], [NOW, 'receipt']);
    });
  }

  it('gets a fresh id by POST, and one from its place in the file, when it has none of its own', () => {
    const { sequence: _, ...unnumbered } = WIRE;
    assert.equal(accepted(unnumbered).id, 'http:fresh');
    const line = { text: JSON.stringify(unnumbered), offset: 77, number: 3 };
    assert.equal(parseEventLine(line, 's', 2, RECEIVED).events[0]?.id, 'events:2:77');
  });

  it('keeps what else was at its top level as it came', () => {
    const { timestamp, sequence } = WIRE;
    assert.deepEqual(accepted({ ...WIRE, host: 'pi' }).wire, { timestamp, sequence, host: 'pi' });
  });

  it('takes a null for a field left out', () => {
    const event = accepted({ ...WIRE, data: { phase: 'x', context_percent: null } });
    assert.deepEqual(event.data, { phase: 'x' });
  });

  it('may be of a type nobody knows, with any data', () => {
    const event = accepted({ type: 'coffee', data: { cups: [1, { deep: null }] } });
    assert.deepEqual([event.type, event.data], ['coffee', { cups: [1, { deep: null }] }]);
  });

  for (const [field, body] of [
    ['data.phase', { ...WIRE, data: { phase: 3 } }],
    ['data.phase', { ...WIRE, data: {} }],
    ['data.context_percent', { ...WIRE, data: { phase: 'x', context_percent: '22' } }],
    ['data.success', { type: 'completion', data: { success: 'yes' } }],
    ['data.input', { type: 'model_call', data: { input: -1, output: 0 } }],
    ['data.outcome', { type: 'session_end', data: { outcome: 'great', evidence: 'x' } }],
    ['data', { ...WIRE, data: [] }],
    ['data', { type: 'x', data: { deep: JSON.parse(`${'['.repeat(80)}${']'.repeat(80)}`) as unknown } }],
    ['type', { data: {} }],
    ['type', { type: ' ', data: {} }],
    ['session_id', { ...WIRE, session_id: 'another' }],
    ['body', 'text'],
    ['body', null],
  ] as const) {
    it(`is refused, naming ${field}, when it is ${JSON.stringify(body).slice(0, 70)}`, () => {
      const result = post(body);
      assert.equal(refusedField(result), field);
      assert.ok(!result.ok && result.message.length > 0);
    });
  }

  it('cannot reach the prototype of objects', () => {
    const hostile = '{"type":"x","__proto__":{"polluted":1},"data":{"__proto__":{"polluted":1},"constructor":{"a":1}}}';
    const event = accepted(JSON.parse(hostile));
    const known = accepted(
      JSON.parse(hostile.replace('"type":"x"', '"type":"log_line"').replace('"data":{', '"data":{"line":"l",')),
    );
    assert.equal(({} as { polluted?: number }).polluted, undefined);
    assert.equal((known.data as { polluted?: number }).polluted, undefined);
    assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(event)) as object).includes('data'), true);
  });

  it('never makes the parser throw, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('log_line', 'error', 'agent_update', 'zzz'), (data, type) => {
        post(data);
        const result = post({ type, data });
        assert.equal(typeof result.ok, 'boolean');
        parseEventLine({ text: JSON.stringify(data), offset: 0, number: 1 }, 's', 0, RECEIVED);
      }),
      { numRuns: 300 },
    );
  });
});

describe('A session id', () => {
  for (const id of ['../x', 'a/b', 'a\\b', '..', '.', '', 'x'.repeat(201), 'a\nb', 'a\u0000', 5, null]) {
    it(`is refused when it is ${JSON.stringify(id).slice(0, 30)}`, () => {
      assert.match(sessionIdProblem(id) ?? '', /^A session id .*\.$/);
      if (typeof id === 'string') assert.equal(refusedField(post({ type: 'x' }, id)), 'session_id');
    });
  }
  for (const id of ['weather-app_20261123_002504', 'a..b', 'Größe 1', '<b>', '🌙']) {
    it(`may be ${JSON.stringify(id)}`, () => assert.equal(sessionIdProblem(id), undefined));
  }
});

describe('A posted phase update', () => {
  const body = { session_id: 'v2', current_phase: 'Test', phase_number: '4/7', last_updated: '2026-11-23T00:00:00Z' };

  it('has an id from its content, whatever the order of its fields', () => {
    const one = phaseUpdate(body, NOW);
    const other = phaseUpdate(Object.fromEntries(Object.entries(body).reverse()), NOW + 1);
    const changed = phaseUpdate({ ...body, status: 'failed' }, NOW);
    assert.ok(one.ok && other.ok && changed.ok);
    assert.equal(one.event.id, other.event.id);
    assert.notEqual(one.event.id, changed.event.id);
    assert.equal(one.event.time, Date.UTC(2026, 10, 23));
  });

  it('that does not say when it was made is as new as its receipt, not as old as the build', () => {
    const result = phaseUpdate({ current_phase: 'Builder', started_at: '2026-11-23T00:00:00Z' }, NOW);
    assert.ok(result.ok);
    assert.deepEqual([result.event.time, result.event.clock], [NOW, 'receipt']);
  });

  it('belongs to "autonomous-build" when it names no session, as in the original', () => {
    const result = phaseUpdate({ current_phase: 'Scout' }, NOW);
    assert.ok(result.ok);
    assert.deepEqual([result.session, result.event.time, result.event.clock], ['autonomous-build', NOW, 'receipt']);
  });

  it('is refused without a phase or with a path for a session', () => {
    assert.equal(refusedField(phaseUpdate({ session_id: 'v2' }, NOW)), 'current_phase');
    assert.equal(refusedField(phaseUpdate({ ...body, session_id: '../../etc' }, NOW)), 'session_id');
  });
});

describe('A posted agent update', () => {
  it('needs a session and an agent', () => {
    const update = (body: unknown) => agentUpdate(body, NOW, () => 'fresh');
    assert.equal(refusedField(update({ agent_id: 'a' })), 'session_id');
    assert.equal(refusedField(update({ session_id: 's' })), 'agent_id');
    assert.equal(refusedField(update({ session_id: 's', agent_id: 'a', tokens_used: 'many' })), 'tokens_used');
    const result = update({ session_id: 's', agent_id: 'a', status: 'running', error_message: null });
    assert.ok(result.ok);
    assert.deepEqual(result.event.data, { agent_id: 'a', status: 'running' });
  });
});
