import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import { COMPARED_AT_LEAST, COMPARED_AT_MOST, COMPARED_PHASES, COMPARED_POINTS } from '../../../protocol/comparison.ts';
import type { SessionState } from '../../../protocol/state.ts';
import type { LivestreamApi } from '../api.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';
import { cost, state } from './schemas.ts';

const count = z.number();
const time = z.iso.datetime().nullable();
const kinds = { input: count, output: count, cache_read: count, cache_write: count };
const series = z
  .array(z.tuple([count, count]))
  .describe(`[seconds since the start, value], at most ${COMPARED_POINTS}`);

const session = z.object({
  letter: z.string().describe('"A" is the first that was asked for: the others are compared with it'),
  session_id: z.string(),
  title: z.string(),
  source: z.string(),
  models: z.array(z.string()),
  state,
  start_time: time,
  elapsed_seconds: count.nullable().describe('Up to its end, or its last sign of life'),
  phases: z
    .array(z.object({ phase: z.string(), from: count, to: count }))
    .describe(`Seconds since the start, the last ${COMPARED_PHASES}`),
  time_in_phases: z.array(z.object({ phase: z.string(), seconds: count })),
  phases_inferred: z.boolean().describe('Concluded from what the agent does'),
  tokens: z.object({ total: count, ...kinds }),
  cost,
  cost_by_kind: z.object(kinds).nullable().describe('USD; null where the prices by kind are not known'),
  tasks: z.object({ done: count, total: count }).nullable(),
  per_task: z
    .object({ usd: count.nullable(), tokens: count, seconds: count.nullable() })
    .nullable()
    .describe('The whole by the tasks that are finished; null where none is'),
  requests: count,
  errors: count,
  tool_calls: count,
  tool_errors: count,
  compactions: count,
  lines: z.object({ added: count, removed: count }),
  highest_context: count.nullable().describe('Percent of the context window'),
  series: z.object({ context: series, tokens: series, cost: series }),
});

const comparison = z.object({
  sessions: z.array(session),
  differences: z.array(
    z.object({
      between: z.tuple([z.string(), z.string()]).describe('Letters'),
      about: z.enum(['cost', 'tokens', 'time', 'phase', 'tasks', 'errors', 'context', 'nothing']),
      text: z.string(),
    }),
  ),
  price_basis: z.string(),
});

export function comparisonRoutes(api: LivestreamApi): readonly Route[] {
  const id = z.string().superRefine((value, context) => {
    const problem = api.ingest.sessionIdProblem(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });
  const howMany = `Compare ${COMPARED_AT_LEAST} to ${COMPARED_AT_MOST} sessions: ?session=…&session=…`;
  const ids = z
    .array(id)
    .min(COMPARED_AT_LEAST, howMany)
    .max(COMPARED_AT_MOST, howMany)
    .refine(
      (all) => new Set(all).size === all.length,
      inEnglish`Each session once: with itself there is nothing to compare`,
    );
  return [
    route({
      method: 'get',
      path: '/api/compare',
      summary: 'Two to four sessions side by side on a common clock, with their differences in words',
      action: 'read_all',
      query: z.object({
        session: z
          .union([z.array(z.string()), z.string().transform((one) => [one])], howMany)
          .pipe(ids)
          .describe(`Given ${COMPARED_AT_LEAST} to ${COMPARED_AT_MOST} times`),
      }),
      response: comparison,
      handle: async ({ query }) => {
        const states: SessionState[] = [];
        for (const each of query.session) states.push(await stateOf(api, each));
        return api.compare(states);
      },
    }),
  ];
}

async function stateOf(api: LivestreamApi, id: string): Promise<SessionState> {
  await api.load(id);
  const found = api.session(id);
  if (found !== undefined) return found.state;
  const why = api.summary(id)
    ? inEnglish`only its line in the list is left, since its transcripts are gone or cannot be read`
    : inEnglish`there is none of that id, or it was deleted`;
  throw new HttpError(404, inEnglish`Session "${id}" cannot be compared: ${why}. Choose another one.`, 'session');
}
