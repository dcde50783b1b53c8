import { z } from 'zod';
import type { LivestreamApi } from '../api.ts';
import { redactJson } from '../../../protocol/redaction/redact.ts';
import { reportBody } from '../reportBody.ts';
import { moment } from './historySchemas.ts';
import { route } from './route.ts';
import type { Route } from './route.ts';
import { cost, state } from './schemas.ts';

const time = z.iso.datetime().nullable();
const count = z.number();
const phases = z.array(z.object({ phase: z.string(), seconds: count }));

const report = z.object({
  from: time,
  to: time,
  made_at: time,
  sessions: z.array(
    z.object({
      session_id: z.string(),
      title: z.string(),
      source: z.string(),
      state,
      kept: z.enum(['events', 'summary']).describe('Of a summary, phases, stalls, commits and files are not known'),
      from: time.describe('As far as it lies in the range'),
      to: time,
      tokens: count.describe('Used in the range'),
      cost,
      phases,
      completed_tasks: count,
      total_tasks: count,
      errors: count,
      last_error: z.string().nullable(),
      commits: z.array(z.string()).describe('The newest 20'),
      commit_count: count,
      files: z.array(z.string()).describe('The first 20 that its tools wrote'),
      file_count: count,
      lines: z.object({ added: count, removed: count }),
    }),
  ),
  omitted: count.describe('Sessions beyond the newest 500'),
  tokens: count,
  cost,
  price_basis: z.string(),
  phases,
  stalls: z
    .array(z.object({ session_id: z.string(), from: time, to: time, seconds: count, last: z.string() }))
    .describe('The longest times without a word of a session at work'),
  hours: z.array(z.object({ from: time, to: time, tokens: count, usd: z.number() })),
});

const MEDIA_TYPES = { md: 'text/markdown; charset=utf-8', html: 'text/html; charset=utf-8' } as const;

export function reportRoutes(api: LivestreamApi): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/report',
      summary: 'What happened in a range of time: what ran, failed and why, what needs you, phases, stalls, cost',
      action: 'read_all',
      query: z.object({
        from: moment.optional().describe('Default: yesterday 18:00 of the server’s clock'),
        to: moment.optional().describe('Default: today 09:00, or now'),
        format: z.enum(['json', 'md', 'html']).default('json'),
      }),
      response: report,
      handle: async ({ query: { format, ...range }, visitor, response }) => {
        const told = await api.report(range);
        const made = visitor.seesSecrets ? told : redactJson(told);
        if (format === 'json') return reportBody(made);
        response.attachment(`report.${format}`).type(MEDIA_TYPES[format]).end(api.reportText(made, format));
        return undefined;
      },
    }),
  ];
}
