/** The shapes of the API's answers, for the OpenAPI document and for the test that holds the server to it. */
import { z } from 'zod';

const time = z.iso.datetime().nullable().describe('ISO 8601 in UTC; null when unknown');
const count = z.int().min(0);

export const state = z.object({
  name: z.enum([
    'running',
    'waiting',
    'idle',
    'backing_off',
    'stalled',
    'complete',
    'failed',
    'stopped',
    'interrupted',
    'killed',
  ]),
  evidence: z.string().describe('How the state is known, for people'),
  since: time,
});

export const cost = z.object({
  usd: z.number().nullable().describe('USD at API prices; null when nothing has a price'),
  unpriced_tokens: count.describe('Tokens of models whose price is not known'),
});

const phaseBreakdown = z.object({
  completed: z.array(z.string()),
  current: z.string().nullable(),
  remaining: z.array(z.string()),
});

export const diagnostic = z.object({
  place: z.string(),
  session: z.string().nullable(),
  message: z.string(),
  count,
  at: time,
  active: z.boolean(),
});

export const sessionRow = z.object({
  id: z.string(),
  project: z.string(),
  task: z.string(),
  phase: z.string(),
  phase_number: z.string().nullable(),
  status: z.string(),
  iterations: count,
  start_time: time,
  last_update: time,
  completed_tasks: count,
  total_tasks: count,
  phases_completed: z.array(z.string()),
  is_complete: z.boolean(),
  source: z.string(),
  state,
  tokens: z.object({ total: count }),
  cost,
  context: z.object({ percentage: z.number().nullable() }),
});

export const sessionList = z.object({
  sessions: z.array(sessionRow),
  count: count.describe('Sessions in this answer. X-Total-Count tells of all, and Link of the next page'),
});

const tokens = z.object({
  input: count.describe('Uncached input tokens'),
  output: count,
  cache_read: count,
  cache_write_5m: count,
  cache_write_1h: count,
  reasoning: count.describe('A part of output'),
  total: count.describe('The sum of all kinds but reasoning'),
});

const context = z.object({
  percentage: z.number().nullable().describe('null when the size of the window is not known; never above 100'),
  tokens_used: z.number().nullable(),
  window: z.number().nullable(),
  source: z.string().nullable().describe('Where tokens and size come from'),
});

const tool = z.object({
  id: z.string(),
  name: z.string(),
  input: z.string().nullable(),
  agent: z.string().nullable(),
  since: time,
});

const agent = z.object({
  session_id: z.string(),
  agent_id: z.string(),
  agent_type: z.string().nullable(),
  agent_name: z.string().nullable(),
  status: z.string().nullable(),
  phase: z.string().nullable(),
  progress_percent: z.number().nullable(),
  tokens_used: z.number().nullable(),
  tokens_limit: z.number().nullable(),
  error_message: z.string().nullable(),
  start_time: time,
  last_update: time,
  parent_id: z.string().nullable(),
  description: z.string().nullable(),
  model: z.string().nullable(),
  requests: count,
  tokens,
  cost,
  context,
  tool_calls: count,
  tool: tool.nullable().describe('What it runs now'),
});

export const status = z.object({
  id: z.string(),
  session_id: z.string(),
  project: z.string(),
  task: z.string(),
  phase: z.string(),
  current_phase: z.string(),
  phase_number: z.string().nullable(),
  status: z.string(),
  iterations: count,
  start_time: time,
  elapsed_seconds: count,
  estimated_remaining_seconds: count.describe('0 when it cannot be told'),
  overall_progress_percent: z.int().min(0).max(100),
  tasks: z.object({
    completed: z.array(z.string()),
    remaining: z.array(z.string()),
    in_progress: z.array(z.string()).describe('Those of remaining that are being worked on'),
    total: count,
    progress_percent: z.int().min(0).max(100),
  }),
  phase_breakdown: phaseBreakdown,
  phases_completed: z.array(z.string()),
  context,
  artifacts: z.record(z.string(), z.string()),
  is_complete: z.boolean(),
  notes: z.array(z.string()),
  source: z.string(),
  state,
  tokens,
  cost,
  reported_costs: z
    .array(z.object({ basis: z.string(), usd: z.number(), time }))
    .describe("The agent's own figures, USD"),
  requests: count.describe('Answered requests to models, each counted once over all sessions'),
  incomplete_requests: count.describe('Answers that were cut off: their output is a lower bound'),
  uncounted_compactions: count.describe('Compactions whose requests no source tells of: their tokens are missing'),
  models: z.array(z.object({ model: z.string(), requests: count, tokens, usd: z.number().nullable() })),
  agents: z.array(agent),
  agent: z.string().nullable().describe('The program: claude-code, codex; null for Context Foundry'),
  agent_version: z.string().nullable(),
  folder: z.string().nullable(),
  branch: z.string().nullable(),
  model: z.string().nullable(),
  permission_mode: z.string().nullable(),
  forked_from: z.string().nullable(),
  links: z.array(z.object({ session: z.string(), relation: z.enum(['starts', 'started by']) })),
  turn: z
    .object({
      number: count,
      from: time,
      to: time,
      outcome: z.enum(['finished', 'interrupted', 'failed']).nullable(),
      reason: z.string().nullable(),
    })
    .nullable(),
  tools: z.object({ running: z.array(tool), calls: count, errors: count }),
  lines: z.object({ added: count, removed: count }),
  compactions: z.array(
    z.object({
      time,
      trigger: z.string().nullable(),
      tokens_before: z.number().nullable(),
      tokens_after: z.number().nullable(),
      counted: z.boolean(),
    }),
  ),
  process: z
    .object({
      status: z.enum(['busy', 'idle', 'waiting', 'gone']),
      pid: z.int().nullable(),
      evidence: z.string(),
      time,
    })
    .nullable(),
  rate_limits: z
    .object({
      limits: z.array(
        z.object({
          name: z.string(),
          used_percent: z.number(),
          window_minutes: z.number().nullable(),
          resets_at: time,
        }),
      ),
      plan: z.string().nullable(),
      time,
    })
    .nullable(),
  last_error: z.object({ message: z.string(), time }).nullable(),
  custom_events: z.object({
    count,
    latest: z.array(z.object({ time, type: z.string(), data: z.string().describe('JSON, cut at 2,000 characters') })),
  }),
  diagnostics: z.array(diagnostic),
});

export const requests = z.object({
  session_id: z.string(),
  rule: z.string().describe('How requests are counted and priced'),
  total: count,
  offset: count,
  requests: z.array(
    z.object({
      request: z.string().describe("The provider's id"),
      time,
      agent: z.string().nullable(),
      source: z.string(),
      model: z.string().nullable(),
      speed: z.string().nullable(),
      purpose: z.string().nullable(),
      usd: z.number().nullable().describe('null when the price is not known'),
      incomplete: z.boolean(),
      tokens: tokens.omit({ total: true }),
    }),
  ),
});

export const sessionFiles = z.object({
  session_id: z.string(),
  folder: z.string().nullable().describe('Where it works'),
  transcripts: z.array(z.string()).describe("What a coding agent wrote of it; the main thread's first"),
});

export const original = z.object({ session_id: z.string(), seq: count, text: z.string() });

export const logs = z.object({ session_id: z.string(), logs: z.array(z.string()) });

export const phases = z.object({
  session_id: z.string(),
  current_phase: z.string(),
  phase_number: z.string().nullable(),
  phases_completed: z.array(z.string()),
  phase_breakdown: phaseBreakdown,
  history: z.array(z.object({ phase: z.string(), from: time, to: time })),
});

export const agents = z.object({
  session_id: z.string(),
  agents: z.array(agent),
  total_agents: count,
  active_agents: count,
});

export const health = z.object({
  status: z.literal('healthy'),
  sessions: count,
  connections: count,
  name: z.literal('context-foundry-livestream'),
  version: z.string(),
  pid: count,
  uptime_seconds: count,
  event_loop_delay_ms: z
    .object({ p99: z.number(), max: z.number() })
    .describe('How long something that was due had to wait since the start'),
  data_dir: z.string(),
  log_file: z.string(),
  sources: z.array(
    z.object({
      name: z.string(),
      roots: z.array(z.string()),
      indexing: z.object({ files_read: count, files_found: count }).nullable(),
      diagnostics: z.array(diagnostic),
    }),
  ),
});

export const wireEvent = z.looseObject({
  type: z.string().describe('phase_change, iteration_start, … or any name of your own'),
  session_id: z.string().optional(),
  timestamp: z.string().optional().describe('ISO 8601; without a zone it is the local time of the server'),
  sequence: z.int().optional(),
  data: z.looseObject({}).optional(),
});

export const phaseUpdate = z.looseObject({
  session_id: z.string().optional(),
  current_phase: z.string(),
  phase_number: z.string().optional(),
  status: z.string().optional(),
});

export const agentUpdate = z.looseObject({
  session_id: z.string(),
  agent_id: z.string(),
  status: z.string().optional(),
});

export const error = z.object({
  error: z.string(),
  field: z.string().optional().describe('The part of the request that is wrong'),
});

/** The whole session as an export holds it: `format` 1. */
export const exported = z.looseObject({
  format: z.literal(1),
  as_of: time.describe('The last sign of life: what the session was then'),
  session: status,
  logs: z.array(z.looseObject({ time, level: z.string(), line: z.string() })),
  events: z.array(z.looseObject({ seq: count, type: z.string() })),
});
