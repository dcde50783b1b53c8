import assert from 'node:assert/strict';
import { ofType } from '../support/transcripts.ts';
import { totals } from './support/recordings.ts';
import {
  context,
  event,
  idAt,
  meta,
  read,
  START,
  THREAD,
  tokenCount,
  usage,
  usageRecord,
  type Written,
} from './support/rollouts.ts';

describe('Totals without usage records', () => {
  const started = [meta(), event(1, 'task_started', { turn_id: idAt(1) }), context(2)] as const;

  it('count what was added, however often the same total is told', () => {
    const { events } = read([
      ...started,
      tokenCount(10, { input: 1_000, cached: 400, output: 50 }, { input: 1_000, cached: 400, output: 50 }),
      tokenCount(20, { input: 1_000, cached: 400, output: 50 }, { input: 1_000, cached: 400, output: 50 }),
      tokenCount(30, { input: 2_500, cached: 1_300, output: 90 }, { input: 1_500, cached: 900, output: 40 }),
    ]);
    assert.deepEqual(totals(events), [2_500, 90, 2]);
    const requests = ofType(events, 'model_call').map(({ data }) => data.request);
    assert.deepEqual(requests, [`${THREAD}:1050`, `${THREAD}:2590`]);
    assert.deepEqual(ofType(events, 'model_call')[1]?.data.input, 600);
  });

  it('count what was lost with a line, too', () => {
    const { events } = read([
      ...started,
      tokenCount(10, { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
      '{"timestamp":"2026-05-01T10:00:00.020Z","type":"event_msg","payload":{"type":"token_cou',
      tokenCount(30, { input: 4_000, output: 150 }, { input: 1_500, output: 50 }),
    ]);
    assert.deepEqual(totals(events), [4_000, 150, 2]);
  });

  it('go on from 0 after the context window overflowed, which is no request', () => {
    const { events } = read([
      ...started,
      tokenCount(10, { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
      event(20, 'token_count', {
        info: {
          total_token_usage: { ...usage({ input: 0, output: 0 }), total_tokens: 258_400 },
          last_token_usage: { ...usage({ input: 0, output: 0 }), total_tokens: 257_350 },
          model_context_window: 258_400,
        },
      }),
      event(21, 'task_started', { turn_id: idAt(21) }),
      tokenCount(30, { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
    ]);
    assert.deepEqual(totals(events), [2_000, 100, 2]);
    assert.deepEqual(
      ofType(events, 'context_use').map(({ data }) => data.tokens),
      [1_050],
    );
  });

  it('are ignored where only allowances are told', () => {
    const { events } = read([
      ...started,
      event(5, 'token_count', {
        info: null,
        rate_limits: {
          primary: { used_percent: 7, window_minutes: 299, resets_in_seconds: 60 },
          secondary: { used_percent: 3.5, window_minutes: 10_079, resets_at: 1_800_000_000 },
          plan_type: 'plus',
          rate_limit_reached_type: 'primary_reached',
        },
      }),
    ]);
    assert.deepEqual(totals(events), [0, 0, 0]);
    assert.deepEqual(ofType(events, 'rate_limits')[0]?.data, {
      limits: [
        { name: '5 h', used_percent: 7, window_minutes: 299, resets_at: START + 60_005 },
        { name: 'weekly', used_percent: 3.5, window_minutes: 10_079, resets_at: 1_800_000_000_000 },
      ],
      plan: 'plus',
      reached: 'primary reached',
    });
    assert.equal(ofType(events, 'session_info').at(-1)?.data.billing, 'subscription');
  });

  it('count nothing that a usage record has counted, over a kill and a resume', () => {
    const { events } = read([
      ...started,
      usageRecord(10, 'r1', { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
      tokenCount(11, { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
      usageRecord(20, 'r2', { input: 1_500, output: 50 }, { input: 2_500, output: 100 }),
      // Killed here; what resumes it does not know of the second request.
      event(30, 'task_started', { turn_id: idAt(30) }),
      tokenCount(31, { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
      usageRecord(40, 'r3', { input: 2_000, output: 50 }, { input: 4_500, output: 150 }),
      tokenCount(41, { input: 3_000, output: 100 }, { input: 2_000, output: 50 }),
      event(50, 'task_started', { turn_id: idAt(50) }),
      tokenCount(51, { input: 3_000, output: 100 }, { input: 2_000, output: 50 }),
    ]);
    assert.deepEqual(totals(events), [4_500, 150, 3]);
  });

  it('count nothing twice where a resume does know what was counted before the kill', () => {
    const { events } = read([
      ...started,
      usageRecord(10, 'r1', { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
      event(30, 'task_started', { turn_id: idAt(30) }),
      tokenCount(31, { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
    ]);
    assert.deepEqual(totals(events), [1_000, 50, 1]);
  });

  it('count the turns that another version worked on, before and after one that writes usage records', () => {
    const { events } = read([
      ...started,
      tokenCount(10, { input: 1_000, output: 50 }, { input: 1_000, output: 50 }),
      event(20, 'task_started', { turn_id: idAt(20) }),
      usageRecord(21, 'r2', { input: 1_500, output: 50 }, { input: 2_500, output: 100 }),
      tokenCount(22, { input: 2_500, output: 100 }, { input: 1_500, output: 50 }),
      event(30, 'task_started', { turn_id: idAt(30) }),
      tokenCount(31, { input: 4_500, output: 150 }, { input: 2_000, output: 50 }),
    ]);
    assert.deepEqual(totals(events), [4_500, 150, 3]);
  });

  it('take tokens that were written to the cache for a part of the input', () => {
    const { events } = read([
      ...started,
      usageRecord(10, 'r1', { input: 1_000, cached: 400, written: 500, output: 50 }, { input: 1_000, output: 50 }),
      usageRecord(11, 'r2', { input: 100, cached: 90, written: 500, output: 5 }, { input: 1_100, output: 55 }),
    ]);
    const kinds = ofType(events, 'model_call').map(({ data }) => [data.input, data.cache_read, data.cache_write_5m]);
    assert.deepEqual(kinds, [
      [100, 400, 500],
      [0, 90, 10],
    ]);
  });

  it('say when a faster service was used, and what it cost', () => {
    const settings = (at: number, tier: object): Written =>
      event(at, 'thread_settings_applied', { thread_settings: { model: 'gpt-5.5', ...tier } });
    const record = (at: number, id: string): Written =>
      usageRecord(at, id, { input: 100, output: 0 }, { input: 100, output: 0 });
    const { events } = read([
      ...started,
      settings(9, { service_tier: 'priority' }),
      record(10, 'r1'),
      settings(11, {}),
      record(12, 'r2'),
      context(13, { service_tier: 'fast' }),
      record(14, 'r3'),
    ]);
    const calls = ofType(events, 'model_call').map(({ data }) => [data.model, data.speed, data.cost_usd]);
    assert.deepEqual(calls, [
      ['gpt-5.5', 'fast', 0.0002],
      ['gpt-5.5', undefined, 0.0001],
      ['gpt-5.1', 'fast', 0.0002],
    ]);
  });
});
