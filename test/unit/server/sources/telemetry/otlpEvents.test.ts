import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { KnownOf, SessionEvent } from '../../../../../src/protocol/events.ts';
import { isKnownEvent, NO_TOKENS, addTokens } from '../../../../../src/protocol/events.ts';
import { pricing } from '../../../../../src/server/sources/pricing.ts';
import { otlpLogEvents } from '../../../../../src/server/sources/telemetry/otlpEvents.ts';
import { decodeLogsRequest } from '../../../../../src/server/transports/http/otlpProtobuf.ts';
import { fixtureBytes, recordedLogs, truthOf } from '../../../../support/claudeRecordings.ts';

const price = pricing({});
const NOW = Date.UTC(2026, 10, 23, 1);

function understand(body: unknown) {
  const told = otlpLogEvents(body, { now: NOW, price });
  assert.ok(told.ok, JSON.stringify(told));
  return told;
}

function calls(bodies: readonly unknown[]): readonly KnownOf<'model_call'>[] {
  return bodies
    .flatMap((body): readonly SessionEvent[] => understand(body).events)
    .filter((event) => isKnownEvent(event))
    .filter((event) => event.type === 'model_call');
}

/** Sums in the provider's words. */
function totals(requests: readonly KnownOf<'model_call'>[]): Record<string, number> {
  const sum = requests.map(({ data }) => data).reduce(addTokens, NO_TOKENS);
  return {
    input_tokens: sum.input,
    output_tokens: sum.output,
    cache_creation_input_tokens: sum.cache_write_5m + sum.cache_write_1h,
    cache_read_input_tokens: sum.cache_read,
    ephemeral_5m_input_tokens: sum.cache_write_5m,
    ephemeral_1h_input_tokens: sum.cache_write_1h,
    requests: requests.length,
  };
}

/** One log record, as the exporter would send it. */
function exported(name: string, attributes: Readonly<Record<string, unknown>>, resource: object = {}): object {
  const list = Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: value } : typeof value === 'string' ? { stringValue: value } : value,
  }));
  const record = { timeUnixNano: '1795394599054000000', body: { stringValue: name }, attributes: list };
  return { resourceLogs: [{ resource, scopeLogs: [{ logRecords: [record] }] }] };
}

const REQUEST = {
  'session.id': 's',
  request_id: 'req_1',
  model: 'claude-sonnet-4-5',
  input_tokens: 4,
  output_tokens: 90,
};

describe("what Claude Code's telemetry tells", () => {
  for (const scenario of ['hooks_otel', 'api_error_retry'])
    it(`${scenario}: every request that the provider answered, once, with all its tokens`, () => {
      const truth = truthOf(scenario);
      const requests = calls(recordedLogs('claude', scenario, 'otlp.jsonl'));
      assert.deepEqual(totals(requests), truth.totals_completed);
      assert.deepEqual(
        totals(requests.filter(({ data }) => data.agent === undefined)),
        truth.totals_completed_by_kind['main'],
      );
      assert.equal(new Set(requests.map(({ data }) => data.request)).size, requests.length);
    });

  it('the request of a compaction, which no transcript has, is told apart and belongs to no sub-agent', () => {
    const requests = calls(recordedLogs('otlp', 'manual_compact.otlp.jsonl'));
    // What Claude Code itself summed up at the end of that session.
    assert.deepEqual(totals(requests), {
      input_tokens: 12,
      output_tokens: 60,
      cache_creation_input_tokens: 2700,
      cache_read_input_tokens: 42000,
      ephemeral_5m_input_tokens: 2700,
      ephemeral_1h_input_tokens: 0,
      requests: 3,
    });
    assert.deepEqual(
      requests.map(({ data }) => data.purpose),
      [undefined, undefined, 'compaction'],
    );
    assert.deepEqual(
      requests.map(({ data }) => data.agent),
      [undefined, undefined, undefined],
    );
    const usd = requests.reduce((sum, { data }) => sum + data.cost_usd!, 0);
    assert.equal(usd.toFixed(6), '0.023661');
  });

  it("is at our prices, which are Claude Code's for this model, and its own figure is kept beside", () => {
    const bodies = recordedLogs('claude', 'hooks_otel', 'otlp.jsonl');
    const events = bodies.flatMap((body): readonly SessionEvent[] => understand(body).events).filter(isKnownEvent);
    const reported = new Map(
      events.flatMap((event) =>
        event.type === 'reported_cost' ? [[event.data.request, event.data.usd] as const] : [],
      ),
    );
    assert.ok(reported.size > 0);
    for (const { data } of calls(bodies))
      assert.equal(data.cost_usd!.toFixed(9), reported.get(data.request)!.toFixed(9));
  });

  it("a sub-agent's requests name it, as its own transcript does", () => {
    const agents = new Set(calls(recordedLogs('claude', 'hooks_otel', 'otlp.jsonl')).map(({ data }) => data.agent));
    assert.deepEqual([...agents], [undefined, 'ad35a8a9c30c78dd5']);
  });

  it('is the same as protobuf and as JSON', () => {
    const asJson = recordedLogs('claude', 'hooks_otel', 'otlp.jsonl').flatMap((body) => understand(body).events);
    const asProtobuf = understand(decodeLogsRequest(fixtureBytes('otlp', 'hooks_otel.logs.pb'))).events;
    assert.equal(calls([decodeLogsRequest(fixtureBytes('otlp', 'hooks_otel.logs.pb'))]).length, 9);
    assert.deepEqual(asProtobuf, asJson);
  });

  it('tells the same facts when an export is sent again', () => {
    const bodies = recordedLogs('claude', 'hooks_otel', 'otlp.jsonl');
    const events = [...bodies, ...bodies].flatMap((body) => understand(body).events);
    assert.equal(
      new Set(events.map(({ id }) => id)).size,
      9 + 9 + 1,
      'requests, their own figures, and whose session it is',
    );
  });

  it('without the id of the request it is not counted: the transcript would count it again', () => {
    const { request_id: _, ...anonymous } = REQUEST;
    assert.deepEqual(understand(exported('claude_code.api_request', anonymous)), { ok: true, events: [], refused: 0, reason: undefined }); // prettier-ignore
  });

  it('numbers that older versions wrote as text count the same', () => {
    const old = { ...REQUEST, input_tokens: '4', output_tokens: '90', cache_creation_tokens: '900', cost_usd: '0.1' };
    const [request] = calls([exported('claude_code.api_request', old)]);
    assert.deepEqual([request!.data.input, request!.data.output, request!.data.cache_write_5m], [4, 90, 900]);
  });

  it('says fast where it was fast, and prices it so', () => {
    const asked: unknown[] = [];
    const told = otlpLogEvents(
      exported('claude_code.api_request', { ...REQUEST, model: 'claude-opus-5[1m]', speed: 'fast' }),
      {
        now: NOW,
        price: (...args) => (asked.push(args), 1),
      },
    );
    assert.ok(told.ok);
    const { data } = told.events[1] as KnownOf<'model_call'>;
    assert.deepEqual([data.speed, data.model, data.cost_usd], ['fast', 'claude-opus-5[1m]', 1]);
    assert.deepEqual([(asked[0] as unknown[])[0], (asked[0] as unknown[])[3]], ['claude-opus-5', 'fast']);
  });

  it('a failed request is told with its status and attempt', () => {
    const error = { 'session.id': 's', error: 'Overloaded', status_code: '529', attempt: 11, model: 'm' };
    const [, event] = understand(exported('claude_code.api_error', error)).events;
    assert.deepEqual([event!.type, event!.data], ['api_error', { message: 'Overloaded', status: 529, attempt: 11 }]);
  });

  it('says how many records it could not use, and why; the others are kept', () => {
    const [good, bad] = [exported('claude_code.api_request', REQUEST), exported('claude_code.api_request', { ...REQUEST, input_tokens: -1 })] as { resourceLogs: object[] }[]; // prettier-ignore
    const nobody = exported('claude_code.api_request', { ...REQUEST, 'session.id': '../x' }) as {
      resourceLogs: object[];
    };
    const told = understand({ resourceLogs: [...good!.resourceLogs, ...bad!.resourceLogs, ...nobody.resourceLogs] });
    assert.equal(told.events.length, 2);
    assert.equal(told.refused, 2);
    assert.match(told.reason!, /api_request: a count of tokens/);
  });

  it('refuses what is no export', () => {
    for (const body of [null, [], 'x', { resourceLogs: {} }]) assert.ok(!otlpLogEvents(body, { now: NOW, price }).ok);
    assert.deepEqual(understand({}).events, []);
  });

  it('survives any shape', () => {
    const anything = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'medium' },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom('resourceLogs', 'resource', 'scopeLogs', 'logRecords', 'attributes', 'key', 'value', 'body', 'stringValue', 'intValue', 'timeUnixNano'), // prettier-ignore
          fc.oneof(tie('node'), fc.constantFrom('claude_code.api_request', 'session.id', 'request_id', '1e999', NaN)),
        ),
      ),
    })).node;
    fc.assert(fc.property(anything, (body) => void otlpLogEvents(body, { now: NOW, price })));
    const record = fc.dictionary(
      fc.constantFrom(...Object.keys(REQUEST), 'query_source', 'cost_usd', 'agent_id'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(record, (attributes) => {
        for (const { data } of calls([exported('claude_code.api_request', { ...REQUEST, ...attributes })]))
          assert.ok(
            [data.input, data.output, data.cache_write_5m].every(
              (tokens) => Number.isSafeInteger(tokens) && tokens >= 0,
            ),
          );
      }),
    );
  });
});

describe("what Codex's telemetry tells", () => {
  const events = recordedLogs('otlp', 'codex_retry.otlp.jsonl').flatMap((body) => understand(body).events);

  it('a request that is tried again, of which the rollout says nothing', () => {
    const [whose, failed] = events;
    assert.deepEqual(whose!.data, { agent: 'codex', agent_version: '0.169.0' });
    assert.equal(failed!.type, 'api_error');
    assert.deepEqual(failed!.data, { message: 'http 500', status: 500, attempt: 1 });
    assert.equal(new Date(failed!.time).toISOString(), '2026-11-23T05:33:03.471Z');
  });

  it('no tokens: without the id of the response they would count beside those of the rollout', () => {
    assert.equal(events.length, 2);
  });
});

describe('protobuf', () => {
  const bytes = fixtureBytes('otlp', 'hooks_otel.logs.pb');

  it('that is cut off or scrambled is refused, and never hangs', () => {
    for (let at = 1; at < bytes.length; at += 97)
      try {
        understand(decodeLogsRequest(bytes.subarray(0, at)));
        assert.equal(at, 0, 'a torn message was taken');
      } catch (error) {
        assert.ok(error instanceof Error && !(error instanceof assert.AssertionError));
      }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(bytes.length - 400), (noise, at) => {
        const scrambled = Buffer.from(bytes);
        scrambled.set(noise, at);
        try {
          otlpLogEvents(decodeLogsRequest(scrambled), { now: NOW, price });
        } catch (error) {
          assert.ok(error instanceof Error);
        }
      }),
    );
  });

  it('of nothing is an export of nothing', () => {
    assert.deepEqual(understand(decodeLogsRequest(Buffer.alloc(0))).events, []);
  });
});
