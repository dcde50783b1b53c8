import { z } from 'zod';
import { ALERT_RULES, DELIVERY_STATUSES, SEVERITIES } from '../../../protocol/alerts.ts';
import type { EventData, Json, JsonObject, KnownType } from '../../../protocol/events.ts';
import { isKnownType } from '../../../protocol/events.ts';

const text = z.string();
const number = z.number();
const count = z.number().min(0);
/** Some count a little beyond the whole; a number far beyond it is none. */
const percent = z.number().min(0).max(1_000);
const iteration = z.int().min(0);
const texts = z.array(z.string());
const delta = z.number();
const tokens = {
  input: count,
  output: count,
  cache_read: count,
  cache_write_5m: count,
  cache_write_1h: count,
  reasoning: count,
};
/** How a session may end. */
export const OUTCOMES = z.enum(['complete', 'failed', 'stopped', 'interrupted', 'killed']);
const json = z.custom<Json>((value) => value !== undefined);

/** The shape of each known event's data. Fields beyond it are kept. */
const SCHEMAS: { readonly [T in KnownType]: z.ZodObject } & {
  readonly [T in KnownType]: z.ZodType<EventData[T]>;
} = {
  phase_change: z.looseObject({
    phase: text,
    context_percent: number.exactOptional(),
    inferred: z.boolean().exactOptional(),
  }),
  iteration_start: z.looseObject({ iteration }),
  iteration_complete: z.looseObject({ iteration, context_percent: number.exactOptional() }),
  task_complete: z.looseObject({ task: text, context_percent: number.exactOptional() }),
  context_update: z.looseObject({ percent, tokens_used: count.exactOptional() }),
  log_line: z.looseObject({ line: text, level: text.default('info'), agent: text.exactOptional() }),
  error: z.looseObject({ message: text, details: json.exactOptional(), agent: text.exactOptional() }),
  completion: z.looseObject({ success: z.boolean(), summary: json.exactOptional() }),
  session_info: z.looseObject({
    project: text.exactOptional(),
    task: text.exactOptional(),
    started_at: number.exactOptional(),
    iterations: number.exactOptional(),
    phase: text.exactOptional(),
    failed_attempts: number.exactOptional(),
    agent: text.exactOptional(),
    agent_version: text.exactOptional(),
    folder: text.exactOptional(),
    branch: text.exactOptional(),
    model: text.exactOptional(),
    permission_mode: text.exactOptional(),
    forked_from: text.exactOptional(),
    billing: text.exactOptional(),
  }),
  artifact: z.looseObject({ name: text, text }),
  task_list: z.looseObject({
    completed: texts,
    remaining: texts,
    notes: texts.default([]),
    in_progress: texts.exactOptional(),
  }),
  model_call: z.looseObject({
    ...tokens,
    model: text.nullable(),
    cost_usd: number.nullable(),
    request: text.exactOptional(),
    agent: text.exactOptional(),
    purpose: z.literal('compaction').exactOptional(),
    incomplete: z.boolean().exactOptional(),
    copied: z.boolean().exactOptional(),
    speed: text.exactOptional(),
    context_percent: number.exactOptional(),
    context_tokens: number.exactOptional(),
  }),
  phase_update: z.looseObject({
    current_phase: text,
    phase_number: text.exactOptional(),
    status: text.exactOptional(),
    progress_detail: text.exactOptional(),
    test_iteration: number.exactOptional(),
    phases_completed: texts.exactOptional(),
    started_at: number.exactOptional(),
    folder: text.exactOptional(),
  }),
  session_summary: z.looseObject({
    task: text.exactOptional(),
    status: text.exactOptional(),
    phases_completed: texts.exactOptional(),
    details: json,
  }),
  agent_update: z.looseObject({
    agent_id: text.min(1).max(200),
    agent_type: text.exactOptional(),
    agent_name: text.exactOptional(),
    status: text.exactOptional(),
    phase: text.exactOptional(),
    progress_percent: number.exactOptional(),
    tokens_used: number.exactOptional(),
    tokens_limit: number.exactOptional(),
    error_message: text.exactOptional(),
    parent_id: text.exactOptional(),
    model: text.exactOptional(),
    description: text.exactOptional(),
  }),
  usage_adjustment: z.looseObject({
    input: delta,
    output: delta,
    cache_read: delta,
    cache_write_5m: delta,
    cache_write_1h: delta,
    reasoning: delta,
    model: text.nullable(),
    calls: z.int(),
    cost_usd: number.nullable(),
    unpriced_tokens: delta,
    request: text.exactOptional(),
    agent: text.exactOptional(),
    reason: text,
  }),
  context_use: z.looseObject({
    tokens: count,
    window: count.nullable(),
    window_source: z.enum(['reported', 'observed', 'catalogue', 'unknown']),
    estimate: z.boolean().exactOptional(),
    agent: text.exactOptional(),
  }),
  turn_start: z.looseObject({ turn: iteration, prompt: text.exactOptional() }),
  turn_end: z.looseObject({
    turn: iteration,
    outcome: z.enum(['finished', 'interrupted', 'failed']),
    reason: text.exactOptional(),
    duration_ms: count.exactOptional(),
  }),
  tool_start: z.looseObject({
    tool_id: text,
    name: text,
    input: text.exactOptional(),
    agent: text.exactOptional(),
  }),
  tool_end: z.looseObject({
    tool_id: text,
    ok: z.boolean(),
    result: text.exactOptional(),
    duration_ms: count.exactOptional(),
    lines_added: count.exactOptional(),
    lines_removed: count.exactOptional(),
    agent: text.exactOptional(),
  }),
  compaction: z.looseObject({
    trigger: text.exactOptional(),
    tokens_before: count.exactOptional(),
    tokens_after: count.exactOptional(),
    duration_ms: count.exactOptional(),
    counted: z.boolean().default(false),
    agent: text.exactOptional(),
  }),
  api_error: z.looseObject({
    message: text,
    status: number.exactOptional(),
    retry_at: number.exactOptional(),
    attempt: count.exactOptional(),
    max_attempts: count.exactOptional(),
    agent: text.exactOptional(),
  }),
  process_update: z.looseObject({
    status: z.enum(['busy', 'idle', 'waiting', 'gone']),
    pid: z.int().exactOptional(),
    waiting_for: text.exactOptional(),
    evidence: text,
  }),
  rate_limits: z.looseObject({
    limits: z.array(
      z.looseObject({
        name: text,
        used_percent: count,
        window_minutes: count.exactOptional(),
        resets_at: number.exactOptional(),
      }),
    ),
    plan: text.exactOptional(),
    reached: text.exactOptional(),
  }),
  reported_cost: z.looseObject({
    usd: count,
    basis: text,
    tokens: count.exactOptional(),
    request: text.exactOptional(),
  }),
  session_link: z.looseObject({ session: text, relation: z.enum(['starts', 'started by']) }),
  waiting: z.looseObject({ reason: text }),
  session_end: z.looseObject({ outcome: OUTCOMES, evidence: text }),
  alert: z.looseObject({
    rule: z.enum(ALERT_RULES),
    severity: z.enum(SEVERITIES),
    title: text,
    text,
    conditions: texts,
    channels: texts,
    value: number.exactOptional(),
    threshold: number.exactOptional(),
    custom_type: text.exactOptional(),
    silent: z.enum(['muted', 'quiet hours']).exactOptional(),
  }),
  alert_over: z.looseObject({ conditions: texts }),
  alert_delivery: z.looseObject({
    alert: text,
    channel: text,
    status: z.enum(DELIVERY_STATUSES),
    attempt: count,
    answer: text,
    http_status: z.int().exactOptional(),
    retry_at: number.exactOptional(),
  }),
};

/** Checks the data of an event. Of an unknown type anything is right; a null stands for a field left out. */
export function checkEventData(type: string, data: JsonObject): z.ZodSafeParseResult<JsonObject> {
  if (!isKnownType(type)) return { success: true, data };
  const schema = SCHEMAS[type];
  const given = Object.entries(data).filter(([key, value]) => value !== null || !mayBeLeftOut(schema, key));
  return schema.safeParse(Object.fromEntries(given)) as z.ZodSafeParseResult<JsonObject>;
}

function mayBeLeftOut(schema: z.ZodObject, key: string): boolean {
  return Object.hasOwn(schema.shape, key) && schema.shape[key] instanceof z.ZodExactOptional;
}
