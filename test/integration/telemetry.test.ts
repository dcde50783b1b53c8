import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { fixtureBytes, recordedHooks, recordedLogs, truthOf } from '../support/claudeRecordings.ts';
import { ask, bearer, post } from '../support/http.ts';
import type { Asked } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, statusOf } from '../support/sessions.ts';

const PROTOBUF = { 'content-type': 'application/x-protobuf' };
const JSON_TYPE = { 'content-type': 'application/json' };
const SESSION = '3b1df60d-7643-429e-ada4-64270a2c0f6c';

describe('telemetry of coding agents', () => {
  const scene = useScene(after);
  let server: RunningServer;

  before(async () => {
    server = await scene.server();
  });

  const send = (path: string, asked: Omit<Asked, 'method'>, to: { port: number } = server) =>
    ask(to, path, { method: 'POST', ...asked });

  it('as JSON and packed protobuf, sent twice, counts every request once', async () => {
    for (const body of recordedLogs('claude', 'hooks_otel', 'otlp.jsonl')) {
      const { status, text } = await send('/v1/logs', { headers: JSON_TYPE, body });
      assert.deepEqual([status, text], [200, '{}']);
    }
    const packed = gzipSync(fixtureBytes('otlp', 'hooks_otel.logs.pb'));
    const answer = await send('/v1/logs', { headers: { ...PROTOBUF, 'content-encoding': 'gzip' }, body: packed });
    assert.deepEqual([answer.status, answer.headers['content-type'], answer.text], [200, 'application/x-protobuf', '']);

    const { tokens, cost, agents } = await statusOf(server, SESSION);
    const truth = truthOf('hooks_otel').totals_completed;
    assert.equal(tokens.input, truth['input_tokens']);
    assert.equal(tokens.output, truth['output_tokens']);
    assert.equal(tokens.cache_read, truth['cache_read_input_tokens']);
    assert.equal(tokens.cache_write_5m, truth['ephemeral_5m_input_tokens']);
    assert.equal(cost.unpriced_tokens, 0);
    assert.deepEqual(
      agents.map(({ agent_id }) => agent_id),
      ['ad35a8a9c30c78dd5'],
    );
    assert.equal((await eventsOf(server, SESSION)).filter(({ type }) => type === 'model_call').length, 9);
  });

  it('counts the request of a compaction', async () => {
    for (const body of recordedLogs('otlp', 'manual_compact.otlp.jsonl'))
      await send('/v1/logs', { headers: JSON_TYPE, body });
    assert.equal((await statusOf(server, '10358c80-9d6a-4b30-a506-a1fc1680a3a0')).cost.usd?.toFixed(6), '0.023661');
  });

  it('says how many records it could not use', async () => {
    const [body] = recordedLogs('claude', 'api_error_retry', 'otlp.jsonl').slice(1);
    const spoilt = JSON.parse(JSON.stringify(body).replaceAll(/"2a68312a[^"]+"/g, '"../other"')) as object;
    const { status, json } = await send('/v1/logs', { headers: JSON_TYPE, body: spoilt });
    assert.equal(status, 200);
    assert.equal(json().partialSuccess.rejectedLogRecords, '1');
    assert.match(json().partialSuccess.errorMessage, /session\.id/);
  });

  it('takes metrics and traces in every form, and uses none', async () => {
    const before = (await ask(server, '/api/sessions')).json().count;
    for (const path of ['/v1/metrics', '/v1/traces'])
      for (const [headers, body, text] of [
        [JSON_TYPE, '{"resourceMetrics":[]}', '{}'],
        [PROTOBUF, Buffer.from([1, 2]), ''],
      ] as const)
        assert.deepEqual(
          [(await send(path, { headers, body })).status, (await send(path, { headers, body })).text],
          [200, text],
        );
    assert.equal((await ask(server, '/api/sessions')).json().count, before);
  });

  it('refuses what it cannot read, in the form it was asked in, and says why', async () => {
    const asJson = async (status: number, asked: Omit<Asked, 'method'>, why: RegExp): Promise<void> => {
      const answer = await send('/v1/logs', asked);
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.json().message, why);
    };
    await asJson(415, { headers: { 'content-type': 'text/plain' }, body: 'x' }, /application\/x-protobuf/);
    await asJson(415, { headers: { ...JSON_TYPE, 'content-encoding': 'lzma' }, body: 'x' }, /lzma/);
    await asJson(400, { headers: JSON_TYPE, body: '{' }, /no export of logs as json/);
    await asJson(400, { headers: JSON_TYPE, body: '[]' }, /one object/);
    await asJson(400, { headers: JSON_TYPE, body: '{"resourceLogs":{}}' }, /resourceLogs is a list/);
    await asJson(413, { headers: JSON_TYPE, body: 'x'.repeat(9 * 2 ** 20) }, /8 MiB/);
    const torn = fixtureBytes('otlp', 'hooks_otel.logs.pb').subarray(0, 1000);
    const answer = await send('/v1/logs', { headers: PROTOBUF, body: torn });
    assert.deepEqual([answer.status, answer.headers['content-type']], [400, 'application/x-protobuf']);
    assert.match(answer.text, /no export of logs as protobuf/);
  });

  it('a few kilobytes that unpack to gigabytes are refused', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 2 ** 20), { level: 9 });
    assert.ok(bomb.length < 400_000);
    const { status } = await send('/v1/logs', { headers: { ...PROTOBUF, 'content-encoding': 'gzip' }, body: bomb });
    assert.equal(status, 413);
    assert.equal((await ask(server, '/api/health')).status, 200);
  });

  it('and hooks are for this machine and those with the token', async () => {
    const { payload } = recordedHooks('tui_session')[0]!;
    for (const [path, body] of [
      ['/api/hooks/claude', payload],
      ['/v1/logs', {}],
    ] as const) {
      // prettier-ignore
      const asked = { headers: { ...JSON_TYPE }, body };
      assert.equal((await send(path, asked)).status, 200);
      const foreign = { headers: { ...JSON_TYPE, origin: 'https://evil.example' }, body };
      assert.equal((await send(path, foreign)).status, 403);
      const forwarded = { ...JSON_TYPE, 'x-forwarded-for': '1.2.3.4' };
      assert.equal((await send(path, { headers: forwarded, body })).status, 401);
      assert.equal((await send(path, { headers: { ...forwarded, ...bearer(server) }, body })).status, 200);
    }
  });

  it('a hook told twice is one fact, and what is no hook is refused with the field', async () => {
    const { payload, t } = recordedHooks('sigint_tool')[0]!;
    const path = `/api/hooks/claude?at=${Math.round(t * 1000)}`;
    assert.deepEqual((await post(server, path, payload)).json(), { events: 3 });
    const once = await eventsOf(server, String(payload['session_id']));
    await post(server, path, payload);
    assert.deepEqual(await eventsOf(server, String(payload['session_id'])), once);
    assert.equal(
      (await post(server, '/api/hooks/claude', { session_id: '../x', hook_event_name: 'Stop' })).json().field,
      'session_id',
    );
    assert.equal((await post(server, '/api/hooks/other', payload)).status, 400);
    assert.equal((await post(server, '/api/hooks/claude?at=never', payload)).status, 422);
  });
});
