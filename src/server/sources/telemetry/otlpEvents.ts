import type { EventData, JsonObject, SessionEvent, Tokens } from '../../../protocol/events.ts';
import { isJsonObject } from '../jsonObject.ts';
import { refuse } from '../contextFoundry/refusal.ts';
import { sessionIdProblem } from '../sessionId.ts';
import { firstTime, type Dated } from '../timestamp.ts';
import { contentHash } from '../files/contentHash.ts';
import type { Price } from '../pricing.ts';
import { fieldsOf } from '../values.ts';
import type { Ingested } from './ingested.ts';
import { attributesOf, plainValue, type Attributes } from './otlpAttributes.ts';
import { amount, lineOf, wholeAmount } from './toldValues.ts';

export interface OtlpContext {
  /** ms since the Unix epoch. */
  readonly now: number;
  readonly price: Price;
}

/** One log record, opened. */
interface LogRecord {
  readonly name: string;
  readonly attributes: Attributes;
  readonly resource: Attributes;
  readonly dated: Dated;
}

/** An agent's telemetry: whose it is, which of its attributes names the session, and what its records tell. */
interface Telemetry {
  readonly agent: string;
  readonly session: string;
  readonly records: Readonly<Record<string, (record: LogRecord, context: OtlpContext) => Told | Problem | null>>;
}

type Told = {
  [T in 'model_call' | 'api_error']: {
    readonly type: T;
    readonly id: string;
    readonly data: EventData[T];
  };
}['model_call' | 'api_error'];
type Problem = string;

const CLAUDE_CODE: Telemetry = {
  agent: 'claude-code',
  session: 'session.id',
  records: { 'claude_code.api_request': claudeRequest, 'claude_code.api_error': claudeError },
};
const CODEX: Telemetry = {
  agent: 'codex',
  session: 'conversation.id',
  // Its answers ("codex.sse_event") come without an id, so each would count beside the same one in the rollout.
  records: { 'codex.api_request': codexError },
};

/**
 * What the body of an OTLP logs export tells: requests to the model, among them those that transcripts leave out, and
 * failed ones. A request counts only with the provider's id of it, by which the same request in a transcript is known;
 * without one it would count twice. All other records are left to the transcript.
 */
export function otlpLogEvents(body: unknown, context: OtlpContext): Ingested {
  if (!isJsonObject(body)) return refuse('body', 'An export of logs is one object.');
  if (body['resourceLogs'] !== undefined && !Array.isArray(body['resourceLogs']))
    return refuse('resourceLogs', 'resourceLogs is a list.');
  const events: SessionEvent[] = [];
  const problems: string[] = [];
  for (const record of logRecords(body, context)) {
    const result = recordEvents(record, context);
    if (typeof result === 'string') problems.push(`${record.name}: ${result}`);
    else events.push(...result);
  }
  return { ok: true, events, refused: problems.length, reason: problems[0] };
}

function* logRecords(body: JsonObject, { now }: OtlpContext): Iterable<LogRecord> {
  for (const resourceLogs of listAt(body, 'resourceLogs')) {
    const resource = attributesOf(fieldsOf(resourceLogs['resource'])['attributes']);
    for (const scopeLogs of listAt(resourceLogs, 'scopeLogs')) {
      for (const record of listAt(scopeLogs, 'logRecords')) {
        const attributes = attributesOf(record['attributes']);
        const names = [plainValue(record['body']), record['eventName'], attributes.get('event.name')];
        const name = names.find((each) => typeof each === 'string' && /^(claude_code|codex)\./.test(each));
        if (typeof name === 'string') yield { name, attributes, resource, dated: timeOf(record, attributes, now) };
      }
    }
  }
}

function listAt(value: JsonObject, key: string): readonly JsonObject[] {
  const list = value[key];
  return Array.isArray(list) ? (list as readonly unknown[]).filter(isJsonObject) : [];
}

/** OTLP counts nanoseconds, as text where JSON cannot hold the number. */
function timeOf(record: JsonObject, attributes: Attributes, now: number): Dated {
  for (const stamp of [record['timeUnixNano'], record['observedTimeUnixNano']]) {
    const time = Math.floor(Number(typeof stamp === 'string' || typeof stamp === 'number' ? stamp : NaN) / 1e6);
    if (time > 0 && time <= 8.64e15) return { time, clock: 'producer' };
  }
  return firstTime([attributes.get('event.timestamp')], { time: now, clock: 'receipt' });
}

function recordEvents(record: LogRecord, context: OtlpContext): readonly SessionEvent[] | Problem {
  const telemetry = record.name.startsWith('codex.') ? CODEX : CLAUDE_CODE;
  const read = Object.hasOwn(telemetry.records, record.name) ? telemetry.records[record.name] : undefined;
  const told = read?.(record, context) ?? null;
  if (told === null || typeof told === 'string') return told ?? [];
  const session = record.attributes.get(telemetry.session);
  const problem = sessionIdProblem(session);
  if (typeof session !== 'string' || problem !== undefined) return `${telemetry.session}: ${problem}`;
  const version = lineOf(record.resource.get('service.version') ?? record.attributes.get('app.version'));
  const info: EventData['session_info'] = {
    agent: telemetry.agent,
    ...(version !== undefined && { agent_version: version }),
  };
  const shared = { session, ...record.dated, source: 'otlp' } as const;
  return [
    { ...shared, type: 'session_info', id: `otlp:agent:${contentHash(JSON.stringify(info))}`, data: info },
    { ...shared, ...told },
    ...ownFigure(record, told).map((data): SessionEvent => ({
      ...shared,
      type: 'reported_cost',
      id: `otlp:cost:${data.request}`,
      data,
    })),
  ];
}

/** What the agent itself says that the request cost. */
function ownFigure(
  { attributes }: LogRecord,
  told: Told,
): readonly (EventData['reported_cost'] & { request: string })[] {
  const usd = amount(attributes.get('cost_usd'));
  const request = told.type === 'model_call' ? told.data.request : undefined;
  return usd === undefined || request === undefined ? [] : [{ usd, basis: 'telemetry', request }];
}

/** Marks a model that is used with its larger context window. */
const LARGE_WINDOW = '[1m]';

function claudeRequest({ attributes, dated }: LogRecord, { price }: OtlpContext): Told | Problem | null {
  const request = lineOf(attributes.get('request_id'));
  if (request === undefined) return null;
  const kinds = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_creation_tokens'] as const;
  const [input, output, cacheRead, cacheWrite] = kinds.map((kind) => wholeAmount(attributes.get(kind) ?? 0));
  if (input === undefined || output === undefined || cacheRead === undefined || cacheWrite === undefined)
    return 'a count of tokens is no whole number from 0 up';
  const long = wholeAmount(attributes.get('cache_creation_1h_tokens')) ?? 0;
  const tokens: Tokens = {
    input,
    output,
    cache_read: cacheRead,
    // Without the split all of it counts as kept for the shorter time, which is what is asked for by default.
    cache_write_5m: wholeAmount(attributes.get('cache_creation_5m_tokens')) ?? Math.max(0, cacheWrite - long),
    cache_write_1h: long,
    reasoning: 0,
  };
  const model = lineOf(attributes.get('model')) ?? null;
  const speed = attributes.get('speed') === 'fast' ? 'fast' : undefined;
  const compaction = /compact/.test(String(attributes.get('query_source') ?? ''));
  const agent = compaction ? undefined : lineOf(attributes.get('agent_id'));
  return {
    type: 'model_call',
    id: `otlp:request:${request}`,
    data: {
      ...tokens,
      model,
      cost_usd: model === null ? null : price(model.replace(LARGE_WINDOW, ''), tokens, dated.time, speed),
      request,
      ...(agent !== undefined && { agent }),
      ...(compaction && { purpose: 'compaction' }),
      ...(speed !== undefined && { speed }),
    },
  };
}

function claudeError(record: LogRecord): Told {
  const { attributes } = record;
  return failedRequest(record, {
    message: attributes.get('error'),
    status: attributes.get('status_code'),
    attempt: wholeAmount(attributes.get('attempt')),
    agent: lineOf(attributes.get('agent_id')),
  });
}

/** A request that Codex tries again leaves no other trace. It counts attempts from 0. */
function codexError(record: LogRecord): Told | null {
  const { attributes } = record;
  const [message, status] = [attributes.get('error.message'), attributes.get('http.response.status_code')];
  const failed = message !== undefined || (wholeAmount(status) ?? 0) >= 400;
  const attempt = wholeAmount(attributes.get('attempt'));
  return failed
    ? failedRequest(record, { message, status, attempt: attempt === undefined ? undefined : attempt + 1 })
    : null;
}

interface Failure {
  readonly message: unknown;
  readonly status: unknown;
  readonly attempt: number | undefined;
  readonly agent?: string | undefined;
}

function failedRequest({ name, attributes, dated }: LogRecord, failure: Failure): Told {
  const { attempt, agent } = failure;
  const status = wholeAmount(failure.status);
  const message = lineOf(failure.message) ?? (status === undefined ? 'no reason was given' : `HTTP ${status}`);
  const occasion = JSON.stringify([name, dated.time, attributes.get('event.sequence'), status, attempt, message]);
  return {
    type: 'api_error',
    id: `otlp:error:${contentHash(occasion)}`,
    data: {
      message,
      ...(status !== undefined && { status }),
      ...(attempt !== undefined && { attempt }),
      ...(agent !== undefined && { agent }),
    },
  };
}
