/** Lines of transcripts made up for tests, in the shapes that were recorded. */
let count = 0;

const START = Date.parse('2026-11-23T00:41:54Z');

/** The time of the n-th second. */
export function second(n: number): number {
  return START + n * 1_000;
}

function tree(at: number, fields: object): object {
  count += 1;
  return {
    uuid: `uuid-${count}`,
    timestamp: new Date(second(at)).toISOString(),
    isSidechain: false,
    cwd: '/home/dev/repo',
    version: '2.1.330',
    gitBranch: 'main',
    ...fields,
  };
}

export function user(at: number, content: unknown, more: object = {}): object {
  return tree(at, { type: 'user', message: { role: 'user', content }, ...more });
}

export function result(at: number, tool: string, content: unknown, more: object = {}): object {
  const { is_error = false, ...rest } = more as { is_error?: boolean };
  return user(at, [{ type: 'tool_result', tool_use_id: tool, content, is_error }], rest);
}

export const USAGE = {
  input_tokens: 4,
  output_tokens: 120,
  cache_creation_input_tokens: 900,
  cache_read_input_tokens: 14_000,
  cache_creation: { ephemeral_5m_input_tokens: 900, ephemeral_1h_input_tokens: 0 },
  speed: 'standard',
};

export interface Answer {
  readonly request?: string;
  readonly content?: readonly object[];
  readonly stop?: string | null;
  readonly usage?: object;
  readonly model?: string;
  readonly more?: object;
}

export function answer(at: number, { request, content, stop, usage, model, more }: Answer): object {
  const message = {
    id: `msg-of-${request ?? at}`,
    role: 'assistant',
    model: model ?? 'claude-sonnet-4-6',
    content: content ?? [{ type: 'text', text: 'Done.' }],
    stop_reason: stop === undefined ? 'end_turn' : stop,
    usage: { ...USAGE, ...usage },
  };
  return tree(at, { type: 'assistant', message, requestId: request ?? `req-${at}`, ...more });
}

/** An answer that calls one tool. */
export function call(at: number, id: string, name: string, input: object, more: Answer = {}): object {
  return answer(at, { content: [{ type: 'tool_use', id, name, input }], stop: 'tool_use', ...more });
}

export function failure(at: number, text: string, more: object = {}): object {
  return answer(at, {
    model: '<synthetic>',
    content: [{ type: 'text', text }],
    stop: 'stop_sequence',
    more: { isApiErrorMessage: true, error: 'rate_limit', apiErrorStatus: 429, ...more },
  });
}

export function system(at: number, subtype: string, more: object = {}): object {
  return tree(at, { type: 'system', subtype, ...more });
}

export function attachment(at: number, fields: object): object {
  return tree(at, { type: 'attachment', attachment: fields });
}

export function queue(at: number, operation: string, content?: string): object {
  return { type: 'queue-operation', operation, timestamp: new Date(second(at)).toISOString(), content };
}

export const COSTS = { type: 'cost-state', totalCostUSD: 0.5, modelUsage: {} };
