import type { DatabaseSync } from 'node:sqlite';
import type { KnownOf, SessionEvent, Tokens } from '../../protocol/events.ts';
import { totalTokens } from '../../protocol/events.ts';
import type { CountedRequest } from '../base/countedRequest.ts';

/** A request as the ledger keeps it: which session it belongs to, and what it used. */
export interface LedgerRequest extends CountedRequest {
  readonly session: string;
  /** 1 where a fork's copy told of it: it moves to the session that made it, once that is known. */
  readonly copied: number;
}

export type ModelCall = KnownOf<'model_call'>;

/** Counts each request once, over all files, sessions and sources. */
export interface RequestLedger {
  /** What a fact about a request adds to what was counted before: the events to journal instead of it. */
  readonly count: (event: ModelCall) => readonly SessionEvent[];
  /** A session's requests in order of time, a page at a time. */
  readonly requests: (session: string, limit: number, offset: number) => readonly LedgerRequest[];
  /** Takes in a correction that another journal made: it is an event of an import. */
  readonly correct: (event: KnownOf<'usage_adjustment'>) => void;
  /** What a session's requests used from one time to another; null where it has no request of which an id is known. */
  readonly usage: (session: string, from: number, to: number) => UsageSum | null;
}

/** Tokens of all kinds but reasoning, which is inside output. */
export interface UsageSum {
  readonly tokens: number;
  /** null when none has a price. */
  readonly usd: number | null;
  readonly unpricedTokens: number;
}

const COLUMNS = [
  ...['key', 'session', 'agent', 'time', 'source', 'model', 'speed', 'purpose', 'input', 'output', 'cache_read'],
  ...['cache_write_5m', 'cache_write_1h', 'reasoning', 'cost_usd', 'incomplete', 'copied'],
] as const;

export function openRequestLedger(db: DatabaseSync): RequestLedger {
  const get = db.prepare('SELECT * FROM requests WHERE key = ?');
  const columns = `requests (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`;
  const put = db.prepare(
    `INSERT INTO ${columns} ON CONFLICT (key) DO UPDATE SET ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  );
  const add = db.prepare(`INSERT OR IGNORE INTO ${columns}`);
  const page = db.prepare('SELECT * FROM requests WHERE session = ? ORDER BY time, key LIMIT ? OFFSET ?');
  const drop = db.prepare('DELETE FROM requests WHERE key = ? AND session = ?');
  const adjust = db.prepare(
    `UPDATE requests SET input = input + ?, output = output + ?, cache_read = cache_read + ?,
       cache_write_5m = cache_write_5m + ?, cache_write_1h = cache_write_1h + ?, reasoning = reasoning + ?,
       cost_usd = CASE WHEN ? IS NULL THEN cost_usd ELSE coalesce(cost_usd, 0) + ? END
     WHERE key = ? AND session = ?`,
  );
  const total = 'input + output + cache_read + cache_write_5m + cache_write_1h';
  const some = db.prepare('SELECT 1 FROM requests WHERE session = ? LIMIT 1');
  const sum = db.prepare(
    `SELECT coalesce(sum(${total}), 0) AS tokens, sum(cost_usd) AS usd,
       coalesce(sum(CASE WHEN cost_usd IS NULL THEN ${total} ELSE 0 END), 0) AS unpricedTokens
     FROM requests WHERE session = ? AND time >= ? AND time < ?`,
  );
  const keep = (request: LedgerRequest): void => {
    put.run(...valuesOf(request));
  };

  return {
    count(event) {
      const told = toRequest(event);
      if (told === null) return [event];
      if (add.run(...valuesOf(told)).changes === 1) return [callOf(told, event)];
      const known = get.get(told.key) as unknown as LedgerRequest;
      if (known.session !== told.session && known.copied === 1 && told.copied === 0) {
        const grown = larger({ ...told, cost_usd: told.cost_usd ?? known.cost_usd }, known);
        const moved = { ...grown, session: told.session, agent: told.agent, copied: 0 };
        keep(moved);
        const reason = `this request was made by session ${told.session}, from which it was copied here`;
        return [difference(known, null, `moved:${told.session}`, reason), callOf(moved, event)];
      }
      const grown = larger(known, told);
      if (grown !== known) keep(grown);
      const counted = known.session === told.session ? [callOf(known, event)] : [];
      if (grown === known) return counted;
      const reason = 'the final count of a request that was told of before it was complete';
      return [...counted, difference(known, grown, String(grown.output), reason)];
    },
    correct: ({ session, data }) => {
      if (data.request === undefined) return;
      if (data.calls < 0) return void drop.run(data.request, session);
      const { input, output, cache_read, cache_write_5m, cache_write_1h, reasoning, cost_usd: usd } = data;
      const differences = [input, output, cache_read, cache_write_5m, cache_write_1h, reasoning];
      adjust.run(...differences, usd, usd, data.request, session);
    },
    usage: (session, from, to) =>
      some.get(session) === undefined ? null : (sum.get(session, from, to) as unknown as UsageSum),
    requests: (session, limit, offset) => page.all(session, limit, offset) as unknown as LedgerRequest[],
  };
}

function valuesOf(request: LedgerRequest): (string | number | null)[] {
  return COLUMNS.map((column) => request[column]);
}

function toRequest({ data, session, time, source }: ModelCall): LedgerRequest | null {
  if (data.request === undefined) return null;
  return {
    key: data.request,
    session,
    agent: data.agent ?? null,
    time,
    source,
    model: data.model,
    speed: data.speed ?? null,
    purpose: data.purpose ?? null,
    input: data.input,
    output: data.output,
    cache_read: data.cache_read,
    cache_write_5m: data.cache_write_5m,
    cache_write_1h: data.cache_write_1h,
    reasoning: data.reasoning,
    cost_usd: data.cost_usd,
    incomplete: data.incomplete === true ? 1 : 0,
    copied: data.copied === true ? 1 : 0,
  };
}

/** Of two tellings of one request the one with more output is the later one. */
function larger(known: LedgerRequest, told: LedgerRequest): LedgerRequest {
  if (told.output <= known.output) return known;
  return { ...told, session: known.session, agent: known.agent, copied: Math.min(known.copied, told.copied) };
}

/** The request as the event that first counts it. Its id comes from the request, so that it is journaled once. */
function callOf(request: LedgerRequest, event: ModelCall): ModelCall {
  const { key, agent, time, source, model, speed, purpose, cost_usd, incomplete } = request;
  const { context_percent, context_tokens } = event.data;
  return {
    ...event,
    id: `request:${key}`,
    time,
    source,
    data: {
      ...tokensOf(request),
      model,
      cost_usd,
      request: key,
      ...(agent === null ? {} : { agent }),
      ...(speed === null ? {} : { speed }),
      ...(purpose === null ? {} : { purpose: 'compaction' }),
      ...(incomplete === 0 ? {} : { incomplete: true }),
      ...(context_percent === undefined ? {} : { context_percent }),
      ...(context_tokens === undefined ? {} : { context_tokens }),
    },
  };
}

/** What counting `after` instead of `before` changes for the session that counted it. */
function difference(before: LedgerRequest, after: LedgerRequest | null, mark: string, reason: string): SessionEvent {
  const less = (kind: keyof Tokens): number => (after?.[kind] ?? 0) - before[kind];
  const priced = after?.cost_usd ?? null;
  const unpriced = (request: LedgerRequest | null): number =>
    request === null || request.cost_usd !== null ? 0 : totalTokens(request);
  return {
    id: `request:${before.key}:${mark}`,
    session: before.session,
    type: 'usage_adjustment',
    time: before.time,
    clock: 'producer',
    source: before.source,
    data: {
      input: less('input'),
      output: less('output'),
      cache_read: less('cache_read'),
      cache_write_5m: less('cache_write_5m'),
      cache_write_1h: less('cache_write_1h'),
      reasoning: less('reasoning'),
      model: before.model,
      calls: after === null ? -1 : 0,
      cost_usd: before.cost_usd === null && priced === null ? null : (priced ?? 0) - (before.cost_usd ?? 0),
      unpriced_tokens: unpriced(after) - unpriced(before),
      request: before.key,
      ...(before.agent === null ? {} : { agent: before.agent }),
      reason,
    },
  };
}

function tokensOf({ input, output, cache_read, cache_write_5m, cache_write_1h, reasoning }: Tokens): Tokens {
  return { input, output, cache_read, cache_write_5m, cache_write_1h, reasoning };
}
