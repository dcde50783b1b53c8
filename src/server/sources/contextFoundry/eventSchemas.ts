import { z } from 'zod';
import type { EventData, Json, JsonObject, KnownType } from '../../../protocol/events.ts';
import { isKnownType } from '../../../protocol/events.ts';

const text = z.string();
const number = z.number();
const count = z.number().min(0);
const iteration = z.int().min(0);
const texts = z.array(z.string());
const json = z.custom<Json>((value) => value !== undefined);

/** The shape of each known event's data. Fields beyond it are kept. */
const SCHEMAS: { readonly [T in KnownType]: z.ZodObject } & {
  readonly [T in KnownType]: z.ZodType<EventData[T]>;
} = {
  phase_change: z.looseObject({ phase: text, context_percent: number.exactOptional() }),
  iteration_start: z.looseObject({ iteration }),
  iteration_complete: z.looseObject({ iteration, context_percent: number.exactOptional() }),
  task_complete: z.looseObject({ task: text, context_percent: number.exactOptional() }),
  context_update: z.looseObject({ percent: count, tokens_used: count.exactOptional() }),
  log_line: z.looseObject({ line: text, level: text.default('info') }),
  error: z.looseObject({ message: text, details: json.exactOptional() }),
  completion: z.looseObject({ success: z.boolean(), summary: json.exactOptional() }),
  session_info: z.looseObject({
    project: text.exactOptional(),
    task: text.exactOptional(),
    started_at: number.exactOptional(),
    iterations: number.exactOptional(),
    phase: text.exactOptional(),
    failed_attempts: number.exactOptional(),
  }),
  artifact: z.looseObject({ name: text, text }),
  task_list: z.looseObject({ completed: texts, remaining: texts, notes: texts }),
  model_call: z.looseObject({
    input: count,
    output: count,
    cache_read: count,
    cache_write_5m: count,
    cache_write_1h: count,
    reasoning: count,
    model: text.nullable(),
    cost_usd: number.nullable(),
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
  }),
  waiting: z.looseObject({ reason: text }),
  session_end: z.looseObject({ outcome: z.enum(['complete', 'failed', 'stopped']), evidence: text }),
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
