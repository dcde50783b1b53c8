import { NO_TOKENS } from '../../../src/protocol/events.ts';
import type { EventData, JournaledEvent, KnownType } from '../../../src/protocol/events.ts';
import type { CountedRequest } from '../../../src/protocol/questions.ts';

type Fact = Omit<JournaledEvent, 'seq'>;

export const AGENT_SESSION = '1be6dbcb-d82e-411b-974e-5de3131a89e4';
/** A sub-agent of the working session, and the one that it started. */
export const AGENT_EXPLORE = 'a42f084269fd72b8b';
const AGENT_NESTED = 'afd7d7d5e055d9799';
const MINUTE = 60_000;

/** Says facts of one session, in the shape in which the sources tell of them. */
export class AgentTeller {
  readonly #session: string;
  readonly #now: number;
  readonly #facts: Fact[] = [];

  constructor(session = AGENT_SESSION, now = Date.now()) {
    this.#session = session;
    this.#now = now;
  }

  get facts(): readonly Fact[] {
    return this.#facts;
  }

  /** One fact, so many minutes ago. */
  tell<T extends KnownType>(minutesAgo: number, type: T, data: EventData[T], placed = false): this {
    this.#facts.push({
      id: `fact-${this.#facts.length + 1}`,
      session: this.#session,
      time: this.#now - minutesAgo * MINUTE,
      clock: 'producer',
      source: 'transcript',
      type,
      data,
      ...(placed && { place: { file: '/home/dev/.claude/projects/shop/session.jsonl', offset: 1_000 } }),
    });
    return this;
  }

  /** A tool call that came back after `seconds`; null: it still runs. */
  tool(minutesAgo: number, name: string, input: string, came: Came | null, agent?: string): this {
    const id = `toolu_${this.#facts.length}`;
    const by = agent === undefined ? {} : { agent };
    this.tell(minutesAgo, 'tool_start', { tool_id: id, name, input, ...by }, true);
    if (came === null) return this;
    const { seconds, ok = true, result, lines = [0, 0] } = came;
    return this.tell(minutesAgo - seconds / 60, 'tool_end', {
      tool_id: id,
      ok,
      duration_ms: seconds * 1_000,
      ...(result === undefined ? {} : { result }),
      ...(lines[0] > 0 ? { lines_added: lines[0] } : {}),
      ...(lines[1] > 0 ? { lines_removed: lines[1] } : {}),
      ...by,
    });
  }

  /** A request to the model, and what its thread's context window held at it. */
  call(minutesAgo: number, request: string, tokens: number, more: Partial<EventData['model_call']> = {}): this {
    const by = more.agent === undefined ? {} : { agent: more.agent };
    this.tell(minutesAgo, 'model_call', {
      ...NO_TOKENS,
      input: 4,
      output: Math.round(tokens / 60),
      cache_read: tokens - 900,
      cache_write_5m: 896,
      model: 'claude-sonnet-4-5-20250929',
      cost_usd: tokens / 2_000_000,
      request,
      ...more,
    });
    return this.tell(minutesAgo, 'context_use', { tokens, window: 200_000, window_source: 'catalogue', ...by });
  }
}

interface Came {
  readonly seconds: number;
  readonly ok?: boolean;
  readonly result?: string;
  readonly lines?: readonly [number, number];
}

/** A Claude Code session at work: three sub-agents of which one started another, tasks, compactions, a command running. */
export function workingSession(session = AGENT_SESSION, now = Date.now()): readonly Fact[] {
  const said = new AgentTeller(session, now);
  const started = now - 95 * MINUTE;
  said
    .tell(95, 'session_info', {
      agent: 'claude-code',
      agent_version: '2.1.330',
      project: 'shop',
      folder: '/home/dev/projects/shop',
      branch: 'feature/checkout-rounding',
      model: 'claude-sonnet-4-5-20250929',
      permission_mode: 'acceptEdits',
      started_at: started,
      task: 'Prices in the checkout are rounded twice, so totals are off by a cent. Find out where, fix it and add tests.',
    })
    .tell(95, 'turn_start', { turn: 1, prompt: 'Prices in the checkout are rounded twice' })
    .tell(
      95,
      'log_line',
      {
        line: 'Prices in the checkout are rounded twice, so totals are off by a cent. Find out where, fix it and add tests.',
        level: 'user',
      },
      true,
    )
    .tell(94, 'phase_change', { phase: 'Scout', inferred: true })
    .call(94, 'req_01', 14_904)
    .tell(
      93.9,
      'log_line',
      { line: 'I will look for the places where money is rounded first.', level: 'assistant' },
      true,
    )
    .tool(93.8, 'Grep', 'toFixed|Math.round in src', { seconds: 0.4, result: '23 matches' })
    .tool(93.5, 'Read', 'src/checkout/total.ts', { seconds: 0.1, result: '214 lines' })
    .call(93, 'req_02', 31_250);
  subagents(said);
  said
    .tell(60, 'compaction', { trigger: 'auto', tokens_before: 74_242, tokens_after: 2_980, counted: false })
    .tell(60, 'context_use', { tokens: 2_980, window: 200_000, window_source: 'catalogue', estimate: true })
    .tell(58, 'phase_change', { phase: 'Builder', inferred: true })
    .call(58, 'req_20', 22_310)
    .tool(57, 'Edit', 'src/checkout/total.ts', { seconds: 0.3, result: 'updated', lines: [18, 31] })
    .tool(55, 'Write', 'test/checkout/total.test.ts', { seconds: 0.2, result: 'created', lines: [96, 0] })
    .call(54, 'req_21', 39_770)
    .tell(50, 'phase_change', { phase: 'Test', inferred: true })
    .tool(50, 'Bash', 'npm test -- checkout', { seconds: 41, ok: false, result: 'Exit code 1: 2 tests failed' })
    .call(49, 'req_22', 61_020)
    .tell(48, 'api_error', {
      message: 'Overloaded',
      status: 529,
      retry_at: now - 47.8 * MINUTE,
      attempt: 1,
      max_attempts: 10,
    })
    .call(47.5, 'req_23', 68_410)
    .tell(40, 'compaction', { trigger: 'auto', tokens_before: 74_180, tokens_after: 3_040, counted: false })
    .tell(40, 'context_use', { tokens: 3_040, window: 200_000, window_source: 'catalogue', estimate: true })
    .tell(39, 'turn_end', { turn: 1, outcome: 'finished' })
    .tell(20, 'turn_start', { turn: 2, prompt: 'Also cover vouchers' })
    .tell(20, 'log_line', { line: 'Also cover vouchers, and run everything once more.', level: 'user' }, true)
    .call(19, 'req_30', 41_880)
    .tell(
      18.9,
      'log_line',
      {
        line: 'Vouchers go through the same function.\nI will add three cases:\n1. a percentage\n2. a fixed amount\n3. both at once',
        level: 'assistant',
      },
      true,
    )
    .tool(18, 'Edit', 'test/checkout/total.test.ts', { seconds: 0.3, result: 'updated', lines: [44, 2] })
    .call(4, 'req_31', 52_640, { incomplete: true })
    .tell(3.5, 'task_list', {
      completed: ['Find where prices are rounded', 'Round once, at the end'],
      remaining: ['Cover vouchers', 'Run the whole test suite', 'Update the changelog'],
      in_progress: ['Cover vouchers', 'Run the whole test suite'],
      notes: [],
    })
    .tell(3.4, 'reported_cost', { usd: 0.43, basis: 'status line' })
    .tell(3.4, 'rate_limits', {
      limits: [
        { name: '5 hours', used_percent: 71.4, window_minutes: 300, resets_at: now + 130 * MINUTE },
        { name: '7 days', used_percent: 22, window_minutes: 10_080, resets_at: now + 3 * 1_440 * MINUTE },
      ],
    })
    .tell(3.3, 'process_update', { status: 'busy', pid: 22_515, evidence: 'process 22515 runs, status busy' })
    .tool(190 / 60, 'Bash', 'npm test', null);
  return said.facts;
}

function subagents(said: AgentTeller): void {
  const explore = AGENT_EXPLORE;
  const nested = AGENT_NESTED;
  const reader = 'a769a375a62cac82d';
  said
    .tell(92, 'agent_update', {
      agent_id: explore,
      agent_type: 'Explore',
      status: 'running',
      description: 'Find rounding of money',
    })
    .call(91, 'req_03', 12_400, { agent: explore, model: 'claude-haiku-4-5-20251001' })
    .tool(90.5, 'Grep', 'round in packages', { seconds: 0.6, result: '118 matches' }, explore)
    .tell(90, 'agent_update', {
      agent_id: nested,
      agent_type: 'general-purpose',
      status: 'running',
      description: 'Read the tax package',
      parent_id: explore,
    })
    .call(89, 'req_04', 18_800, { agent: nested, model: 'claude-haiku-4-5-20251001' })
    .tool(88.9, 'Read', 'packages/tax/index.ts', { seconds: 0.1, result: '88 lines' }, nested)
    .tell(80, 'agent_update', { agent_id: nested, status: 'completed' })
    .call(79, 'req_05', 33_100, { agent: explore, model: 'claude-haiku-4-5-20251001' })
    .tell(78, 'agent_update', { agent_id: explore, status: 'completed' })
    .tell(6, 'agent_update', {
      agent_id: reader,
      agent_type: 'code-reviewer',
      status: 'running',
      description: 'Review the change',
    })
    .call(5, 'req_06', 21_700, { agent: reader, model: 'claude-next-1', cost_usd: null })
    .tell(5, 'context_use', { tokens: 21_700, window: null, window_source: 'unknown', agent: reader })
    .tool(1.2, 'Bash', 'git diff main...HEAD', null, reader);
}

/** What the server answers when it is asked for requests: `count` of them, from `offset` on, of `total` in all. */
export function requestsAnswer(count: number, offset: number, total = offset + count) {
  const requests = Array.from({ length: count }, (_, index): CountedRequest => {
    const number = offset + index + 1;
    return {
      request: `req_${number}`,
      time: new Date(Date.UTC(2026, 10, 23, 1, 0, number)).toISOString(),
      agent: number % 3 === 0 ? AGENT_EXPLORE : null,
      source: 'transcript',
      model: number % 5 === 0 ? 'claude-next-1' : 'claude-sonnet-4-5-20250929',
      speed: null,
      purpose: null,
      usd: number % 5 === 0 ? null : 0.01,
      incomplete: number === 4,
      tokens: { ...NO_TOKENS, input: 4, output: 100, cache_read: 1_000 },
    };
  });
  return { total, requests };
}
