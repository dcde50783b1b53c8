import { inEnglish } from '../../../protocol/language.ts';
import { z } from 'zod';
import { elapsed } from '../../../protocol/selectors.ts';
import type { Excerpt, HistoryEntry } from '../../../protocol/history.ts';
import type { LivestreamApi } from '../api.ts';
import { iso } from '../iso.ts';
import { sessionRow } from '../statusBody.ts';
import * as schemas from './historySchemas.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';

/** Bytes of one import; a larger file is sent in parts. */
const IMPORT_LIMIT = 8 * 1024 * 1024;
/** Events that follow a moment, and events of one page. */
const EVENTS_LIMIT = 1_000;

/** What routes of one session share with all others. */
export interface SessionRoutes {
  readonly id: z.ZodObject<{ id: z.ZodType<string> }>;
  /** Resolves when all that is known of the session can be told; throws the answer where that is nothing. */
  readonly known: (id: string) => Promise<unknown>;
}

/** The history of all sessions: listed, searched, replayed, imported, deleted. */
export function historyRoutes(api: LivestreamApi, { id, known }: SessionRoutes): readonly Route[] {
  const { history } = api;
  const listed = (session: string): void => {
    if (api.summary(session) === undefined) throw new HttpError(404, inEnglish`Session not found`);
  };
  return [
    route({
      method: 'get',
      path: '/api/history',
      summary: 'All sessions ever seen, also after their files are gone: filtered, sorted, by pages',
      query: schemas.historyQuery,
      action: 'read_all',
      response: schemas.historyPage,
      handle: ({ query }) => {
        const { state, min_cost: minCost, max_cost: maxCost, ...others } = query;
        const { sessions, next } = history.page({ ...others, states: state, minCost, maxCost });
        const rows = sessions.map((entry) => historyRow(entry, api.now()));
        return { sessions: rows, next: next && `${next.key}:${next.id}`, ...history.choices() };
      },
    }),
    route({
      method: 'get',
      path: '/api/search',
      summary: 'Full-text search over tasks, logs, errors, notes and titles, the newest first',
      query: schemas.searchQuery,
      action: 'read_all',
      response: schemas.searchAnswer,
      handle: ({ query: { q: text, ...query } }) => {
        const { sessions, hits, next, pending, summariesOnly } = history.search({ text, ...query });
        return {
          sessions: sessions.map(({ session, at, kept, ...hit }) => ({
            session_id: session,
            last_update: iso(at),
            kept,
            ...excerptBody(hit),
          })),
          hits: hits.map(({ session, seq, time, kind, ...hit }) => {
            const { project = null, task = null, source = '' } = api.summary(session) ?? {};
            return { session_id: session, project, task, source, seq, time: iso(time), kind, ...excerptBody(hit) };
          }),
          next,
          pending,
          summaries_only: summariesOnly,
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/events/{id}',
      summary: 'The events of one session as they were journaled, by pages',
      params: id,
      action: 'read_session',
      query: z.object({
        after: z.coerce.number().int().min(0).default(0).describe('The "next" of the page before'),
        limit: z.coerce.number().int().min(1).max(EVENTS_LIMIT).default(200),
      }),
      response: schemas.events,
      handle: async ({ params, query: { after, limit } }) => {
        await known(params.id);
        const events = firstOf(api.events(params.id, after), limit);
        return { session_id: params.id, events, next: events.length < limit ? null : events.at(-1)!.seq };
      },
    }),
    route({
      method: 'get',
      path: '/api/lines/{id}',
      summary:
        'The log of one session, all of it by pages: the newest lines, or those before, after or around an event',
      params: id,
      action: 'read_session',
      query: schemas.linesQuery,
      response: schemas.lines,
      handle: async ({ params, query: { q: text, ...query }, visitor }) => {
        await known(params.id);
        const page = await history.lines(params.id, { ...query, text, masked: !visitor.seesSecrets });
        return { session_id: params.id, ...page };
      },
    }),
    route({
      method: 'get',
      path: '/api/replay/{id}',
      summary: 'One session as it was at a moment, and what happened next',
      params: id,
      action: 'read_session',
      query: z.object({
        at: schemas.moment.optional().describe('The moment, ISO 8601 or ms since 1970; absent: the newest'),
        seq: z.coerce.number().int().min(0).optional().describe('Instead of "at": the moment of this event'),
        events: z.coerce.number().int().min(0).max(EVENTS_LIMIT).default(0).describe('How many that follow'),
      }),
      response: schemas.replay,
      handle: async ({ params, query: { events, ...moment } }) => {
        await known(params.id);
        const { time, from, to, ...told } = await history.moment(params.id, moment, events);
        return { session_id: params.id, time: iso(time), from: iso(from), to: iso(to), ...told };
      },
    }),
    route({
      method: 'get',
      path: '/api/marks/{id}',
      summary: 'The moments of one session worth a mark: phases, iterations, turns, errors, compactions, alerts',
      params: id,
      action: 'read_session',
      response: schemas.marks,
      handle: async ({ params }) => {
        await known(params.id);
        const { marks, omitted } = await history.marks(params.id);
        return { session_id: params.id, marks: marks.map((mark) => ({ ...mark, time: iso(mark.time) })), omitted };
      },
    }),
    route({
      method: 'get',
      path: '/api/series/{id}',
      summary: 'The numbers that custom events of one session told, by name',
      params: id,
      action: 'read_session',
      response: schemas.series,
      handle: async ({ params }) => {
        await known(params.id);
        const { series, omitted } = await history.series(params.id);
        const dated = series.map(({ points, ...each }) => ({
          ...each,
          points: points.map((point) => ({ ...point, time: iso(point.time) })),
        }));
        return { session_id: params.id, series: dated, omitted };
      },
    }),
    route({
      method: 'post',
      path: '/api/pin/{id}',
      summary: 'Keep a session whatever the limits of age and size are, or no longer',
      params: id,
      action: 'administer',
      body: z.object({ pinned: z.boolean() }),
      response: z.object({ session_id: z.string(), pinned: z.boolean() }),
      handle: ({ params, body }) => {
        listed(params.id);
        const parsed = z.object({ pinned: z.boolean() }).safeParse(body);
        if (!parsed.success) throw new HttpError(422, inEnglish`pinned must be true or false`, 'pinned');
        history.pin(params.id, parsed.data.pinned);
        return { session_id: params.id, pinned: parsed.data.pinned };
      },
    }),
    route({
      method: 'post',
      path: '/api/delete/{id}',
      summary: 'Forget a session and all that it said. Its files are not touched, and are not read again',
      params: id,
      action: 'administer',
      body: z.object({}),
      response: z.object({ session_id: z.string(), status: z.literal('deleted') }),
      handle: ({ params }) => {
        listed(params.id);
        history.remove(params.id);
        return { session_id: params.id, status: 'deleted' };
      },
    }),
    route({
      method: 'post',
      path: '/api/import',
      summary: 'Take in exported events, one a line (JSONL). Those that are known count once',
      body: z.looseObject({}),
      action: 'administer',
      rawBody: IMPORT_LIMIT,
      response: schemas.imported,
      handle: ({ body }) => {
        if (!Buffer.isBuffer(body)) throw new HttpError(400, inEnglish`The body is empty. Send events, one a line.`);
        return history.importLines(body.toString('utf8'));
      },
    }),
  ];
}

function historyRow({ summary, kept, pinned }: HistoryEntry, now: number) {
  const ran = elapsed(summary, now);
  return {
    ...sessionRow(summary, now),
    duration_seconds: ran === null ? null : Math.floor(ran / 1000),
    kept,
    pinned,
  };
}

function firstOf<T>(items: Iterable<T>, limit: number): T[] {
  const first: T[] = [];
  for (const item of items) if (first.push(item) === limit) break;
  return first;
}

function excerptBody({ text, matches, cut }: Excerpt) {
  return { text, matches, cut_before: cut[0], cut_behind: cut[1] };
}
