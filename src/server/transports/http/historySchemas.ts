import { z } from 'zod';
import { HISTORY_SORTS } from '../../../protocol/history.ts';
import { LOG_KINDS, LOG_LEVELS } from '../../../protocol/logKinds.ts';
import { LINES_IN_PAGE } from '../../../protocol/logPages.ts';
import { LIVE_STATUSES } from '../../../protocol/selectors.ts';
import type { StatusName } from '../../../protocol/selectors.ts';
import { sessionRow } from './schemas.ts';

const time = z.iso.datetime().nullable().describe('ISO 8601 in UTC; null when unknown');
const count = z.int().min(0);
const STATES: readonly StatusName[] = [...LIVE_STATUSES, 'complete', 'failed', 'stopped', 'interrupted', 'killed'];

/** A moment in an address: ISO 8601, or ms since the Unix epoch. */
export const moment = z.string().transform((text, context) => {
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  context.addIssue({ code: 'custom', message: 'A time is ISO 8601, or milliseconds since 1970' });
  return z.NEVER;
});

const usd = z.coerce.number().min(0);

export const historyQuery = z.object({
  source: z.string().optional().describe('checkpoint, live, claude-code, codex'),
  project: z.string().optional(),
  state: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(STATES)))
    .optional()
    .describe(`One or more of ${STATES.join(', ')}, with commas between them`),
  from: moment.optional().describe('Sessions that showed life at this time or later'),
  to: moment.optional().describe('Sessions that began at this time or earlier'),
  min_cost: usd.optional().describe('USD'),
  max_cost: usd.optional().describe('USD'),
  sort: z.enum(HISTORY_SORTS).default('newest'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z
    .string()
    .regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?:./, 'It is the "next" of the page before')
    .transform((text) => ({ key: Number.parseFloat(text), id: text.slice(text.indexOf(':') + 1) }))
    .optional()
    .describe('The "next" of the page before'),
});

const kept = z.enum(['events', 'summary']).describe('Whether all its facts are kept, or only this line');

export const historyPage = z.object({
  sessions: z.array(
    sessionRow.extend({
      duration_seconds: count.nullable().describe('Up to its end, or its last sign of life'),
      kept,
      pinned: z.boolean().describe('Retention leaves it'),
    }),
  ),
  next: z.string().nullable().describe('"after" of the next page; null behind the last'),
  sources: z.array(z.string()).describe('All there are to filter by'),
  projects: z.array(z.string()).describe('The same, the first 500'),
});

const excerpt = {
  text: z.string(),
  matches: z.array(z.array(count).length(2)).describe('Where it matches: from, to, in UTF-16 units of the text'),
  cut_before: z.boolean(),
  cut_behind: z.boolean(),
};

export const searchQuery = z.object({
  q: z.string().max(1_000).describe('Words that all occur; "in quotes" they stand together'),
  session: z.string().optional().describe('Only in this session'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce.number().int().min(1).optional().describe('The "next" of the page before'),
});

export const searchAnswer = z.object({
  sessions: z
    .array(z.object({ session_id: z.string(), last_update: time, kept, ...excerpt }))
    .describe('Found by title, project or last words; on the first page only'),
  hits: z.array(
    z.object({
      session_id: z.string(),
      project: z.string().nullable(),
      task: z.string().nullable(),
      source: z.string(),
      seq: count,
      time,
      kind: z.enum(['title', 'task', 'note', 'log', 'error']),
      ...excerpt,
    }),
  ),
  next: count.nullable().describe('"before" of the next page; null behind the last'),
  pending: count.describe('Events that are not searchable yet'),
  summaries_only: count.describe('Sessions of which only titles, projects and last words can be searched'),
});

const event = z.looseObject({ session: z.string(), seq: count, id: z.string(), type: z.string(), time: z.number() });

export const events = z.object({ session_id: z.string(), events: z.array(event), next: count.nullable() });

export const replay = z.object({
  session_id: z.string(),
  seq: count.describe('The last event of that moment; 0 before the first'),
  time,
  position: count.describe('Events that had happened'),
  total: count,
  from: time,
  to: time,
  state: z.looseObject({ id: z.string() }).describe('As the snapshot of the socket has it'),
  events: z.array(event).describe('What happened next, in order'),
});

/** A list in an address, with commas between its words. */
const words = <const T extends readonly string[]>(known: T) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(known)))
    .default([])
    .describe(`One or more of ${known.join(', ')}, with commas between them; absent: any`);

export const linesQuery = z.object({
  before: z.coerce.number().int().min(0).optional().describe('The "older" of a page: what came before it'),
  after: z.coerce.number().int().min(0).optional().describe('The "newer" of a page: what followed; 0: the first lines'),
  around: z.coerce.number().int().min(0).optional().describe('The number of a line: what was said around it'),
  limit: z.coerce.number().int().min(1).max(LINES_IN_PAGE).default(200),
  levels: words(LOG_LEVELS),
  kinds: words(LOG_KINDS),
  q: z.string().max(1_000).default('').describe('Text that a line has to have, whatever its case'),
});

export const lines = z.object({
  session_id: z.string(),
  lines: z
    .array(z.looseObject({ seq: count, time: z.number(), level: z.string(), text: z.string(), source: z.string() }))
    .describe('Oldest first, as the snapshot of the socket has them: times are ms since 1970'),
  older: count
    .nullable()
    .describe('"before" of the next page; null at the beginning. A page may have no line and go on'),
  newer: count.nullable().describe('"after" of the next page; null at the end'),
  searched: count.describe('Lines that were looked at for this page'),
});

export const marks = z.object({
  session_id: z.string(),
  marks: z.array(
    z.object({
      kind: z.enum(['phase', 'iteration', 'turn', 'error', 'compaction', 'waiting', 'alert', 'custom', 'end']),
      time,
      seq: count,
      text: z.string(),
    }),
  ),
  omitted: count.describe('Marks beyond 1,000 of a kind'),
});

export const series = z.object({
  session_id: z.string(),
  series: z.array(
    z.object({
      name: z.string(),
      count: count.describe('Values that were told; beyond 720 the lowest and highest of neighbours are here'),
      points: z.array(z.object({ time, seq: count, value: z.number() })),
    }),
  ),
  omitted: count.describe('Names beyond 50'),
});

export const imported = z.object({
  events: count.describe('Events that were new'),
  known: count.describe('Events that were there already'),
  refused: count.describe('Lines that could not be used'),
  reason: z.string().nullable().describe('What is wrong with the first of those'),
  sessions: z.array(z.string()),
});
