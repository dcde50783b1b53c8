import { inEnglish } from '../../../protocol/language.ts';
import { Readable } from 'node:stream';
import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { ListCursor } from '../../../protocol/frames.ts';
import { LOG_LINES_IN_STATE } from '../../../protocol/state.ts';
import type { SessionState } from '../../../protocol/state.ts';
import { LIVE_STATUSES, sessionStatus } from '../../../protocol/selectors.ts';
import type { Visitor } from '../../access/visitor.ts';
import { linesBefore, maskLines } from '../../../protocol/redaction/sessionFacts.ts';
import type { Ingested, LivestreamApi } from '../api.ts';
import { diagnosticsFor } from '../diagnosticsFor.ts';
import { requestsBody } from '../requestsBody.ts';
import { agentsBody, phasesBody, statusBody } from '../statusBody.ts';
import { accessRoutes } from './accessRoutes.ts';
import { EXPORT_FORMATS } from '../../../protocol/exportFormats.ts';
import { healthBody } from '../healthBody.ts';
import { agentRoutes } from './agentRoutes.ts';
import { alertRoutes } from './alertRoutes.ts';
import { EXPORT_MEDIA_TYPES, exportAs, exportFileName } from '../export/exportSession.ts';
import { demoRoutes } from './demoRoutes.ts';
import { comparisonRoutes } from './comparisonRoutes.ts';
import { historyRoutes } from './historyRoutes.ts';
import { reportRoutes } from './reportRoutes.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';
import * as schemas from './schemas.ts';
import { signInRoutes } from './signInRoutes.ts';
import { sharingRoutes } from './sharingRoutes.ts';
import { trendRoutes } from './trendRoutes.ts';
import { SessionRows } from './sessionRows.ts';

/** Sessions of one page of a list, where the request does not say. */
const PAGE_DEFAULT = 1_000;

/** Of a session whose facts were never asked for while its files were there. */
const NOTHING_MORE = inEnglish`Only its line in the list is left: its transcripts are gone, or cannot be read.`;

/** `after`: as the Link header of the page before has it. */
const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE_DEFAULT).default(PAGE_DEFAULT),
  after: z
    .string()
    .regex(/^-?\d+(\.\d+)?:.+$/, 'It is found in the Link header of the page before')
    .transform((text) => ({ at: Number.parseFloat(text), id: text.slice(text.indexOf(':') + 1) }))
    .optional(),
});

/** Whether the sessions of a filter told of their end; undefined where some did. */
const ENDED: Readonly<Record<string, boolean>> = { active: false, completed: true };

const LIST_FILTERS = {
  active: LIVE_STATUSES,
  completed: ['complete'],
  failed: ['failed', 'stopped', 'interrupted', 'killed'],
} as const;
type Filter = keyof typeof LIST_FILTERS;

/** Every endpoint of the server. The OpenAPI document is made from this list. */
export function makeRoutes(api: LivestreamApi, dashboardDir: string): readonly Route[] {
  const id = z.object({
    id: z.string().superRefine((value, context) => {
      const problem = api.ingest.sessionIdProblem(value);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    }),
  });
  const known = async (session: string): Promise<NonNullable<ReturnType<LivestreamApi['session']>>> => {
    await api.load(session);
    const found = api.session(session);
    if (!found) throw new HttpError(404, api.summary(session) ? NOTHING_MORE : inEnglish`Session not found`);
    return found;
  };
  const state = async (session: string): Promise<SessionState> => (await known(session)).state;
  const status = async (session: string, visitor: Visitor) =>
    statusBody(await state(session), api.now(), diagnosticsFor(visitor, api.diagnostics()));
  const rows = new SessionRows(api);
  const list = (query: z.infer<typeof listQuery>, to: { visitor: Visitor; response: Response }, name = ''): void => {
    const { visitor, response } = to;
    const statuses: readonly string[] | undefined = name === '' ? undefined : LIST_FILTERS[name as Filter];
    const { sessions, next } = api.page(query.limit, query.after, ENDED[name]);
    const listed = sessions.filter((each) => statuses?.includes(sessionStatus(each, api.now()).name) ?? true);
    response.set('X-Total-Count', String(api.sessionCount()));
    if (next !== null) response.set('Link', nextPage(query.limit, next));
    response.type('json').end(rows.list(listed, visitor.seesSecrets ? 'raw' : 'masked'));
  };

  return [
    route({
      method: 'get',
      path: '/api/sessions',
      action: 'read_all',
      summary: 'All sessions, the most recently active first',
      query: listQuery,
      response: schemas.sessionList,
      handle: ({ query, visitor, response }) => list(query, { visitor, response }),
    }),
    ...Object.entries(LIST_FILTERS).map(([name, statuses]) =>
      route({
        method: 'get',
        path: `/api/sessions/${name}`,
        action: 'read_all',
        summary: `Sessions that are ${statuses.join(', ')}`,
        query: listQuery,
        response: schemas.sessionList,
        handle: ({ query, visitor, response }) => list(query, { visitor, response }, name),
      }),
    ),
    route({
      method: 'get',
      path: '/api/status/{id}',
      action: 'read_session',
      summary: 'All that is known of one session',
      params: id,
      response: schemas.status,
      handle: ({ params, visitor }) => status(params.id, visitor),
    }),
    route({
      method: 'get',
      path: '/api/logs/{id}',
      action: 'read_session',
      summary: `The newest log lines, oldest first, at most ${LOG_LINES_IN_STATE}`,
      params: id,
      query: z.object({ lines: z.coerce.number().int().min(0).default(50) }),
      response: schemas.logs,
      handle: async ({ params, query, visitor }) => {
        const lines = (await state(params.id)).logs.map(({ text }) => text);
        const shown = visitor.seesSecrets ? lines : maskLines(lines);
        return { session_id: params.id, logs: query.lines === 0 ? [] : shown.slice(-query.lines) };
      },
    }),
    route({
      method: 'get',
      path: '/api/phases/{id}',
      action: 'read_session',
      summary: 'The phases of one session with their times',
      params: id,
      response: schemas.phases,
      handle: async ({ params }) => phasesBody(await state(params.id), api.now()),
    }),
    route({
      method: 'get',
      path: '/api/agents/{id}',
      action: 'read_session',
      summary: 'The agents of one session',
      params: id,
      response: schemas.agents,
      handle: async ({ params }) => agentsBody(await state(params.id), api.now()),
    }),
    route({
      method: 'get',
      path: '/api/requests/{id}',
      action: 'read_session',
      summary: 'The requests to models that make up the tokens and the cost of one session, oldest first',
      params: id,
      query: z.object({
        limit: z.coerce.number().int().min(1).max(1_000).default(200),
        offset: z.coerce.number().int().min(0).default(0),
      }),
      response: schemas.requests,
      handle: async ({ params, query }) => requestsBody(await state(params.id), query, api),
    }),
    route({
      method: 'get',
      path: '/api/original/{id}/{seq}',
      action: 'read_session',
      summary: 'The whole of a log line, read from the file it came from',
      params: id.extend({ seq: z.coerce.number().int().min(1) }),
      response: schemas.original,
      handle: async ({ params, visitor }) => {
        const read = await api.original(params.id, params.seq);
        if (!read.ok) throw new HttpError(404, read.message);
        const known = api.session(params.id);
        const before = known === undefined || visitor.seesSecrets ? [] : linesBefore(known.state, params.seq);
        const [text] = visitor.seesSecrets ? [read.text] : maskLines([read.text], before);
        return { session_id: params.id, seq: params.seq, text };
      },
    }),
    route({
      method: 'get',
      path: '/api/files/{id}',
      action: 'inspect_server',
      summary: 'Where the files of one session lie on the machine of the server: for programs that run there',
      params: id,
      response: schemas.sessionFiles,
      handle: ({ params }) => {
        const summary = api.summary(params.id);
        if (summary === undefined) throw new HttpError(404, inEnglish`Session not found`);
        return { session_id: params.id, folder: summary.folder, transcripts: [...api.transcripts(params.id)] };
      },
    }),
    route({
      method: 'get',
      path: '/api/export/{id}',
      action: 'read_session',
      summary:
        'The whole session as a file: JSON, its events as JSONL, what it used as CSV, a report in Markdown, or a page that shows it again without a server (HTML, always masked)',
      params: id,
      query: z.object({ format: z.enum(EXPORT_FORMATS).default('json') }),
      response: schemas.exported,
      handle: async ({ params, query: { format }, visitor, response }) => {
        const session = { ...(await known(params.id)), masked: !visitor.seesSecrets };
        const made = { at: api.now(), version: api.version, dashboardDir };
        const pieces = exportAs(format, session, (each) => api.events(each), made);
        response.attachment(exportFileName(params.id, format)).type(EXPORT_MEDIA_TYPES[format]);
        return pipeline(Readable.from(pieces), response);
      },
    }),
    route({
      method: 'post',
      path: '/api/broadcast/{id}',
      action: 'write_events',
      summary: 'One event of a session. A 200 means that it is on disk. The same event by file and by POST counts once',
      params: id,
      body: schemas.wireEvent,
      response: z.object({ broadcasted: z.int().min(0).describe('Clients that were told') }),
      handle: async ({ params, body }) => {
        const { event } = accepted(api, api.ingest.broadcast(params.id, body));
        await commit(api, event);
        return { broadcasted: api.listeners(event.session) };
      },
    }),
    route({
      method: 'post',
      path: '/api/phase-update',
      action: 'write_events',
      summary: 'The content of a current-phase.json',
      body: schemas.phaseUpdate,
      response: z.object({
        status: z.literal('received'),
        session_id: z.string(),
        phase: z.string(),
        broadcasted_to: z.int().min(0),
      }),
      handle: async ({ body }) => {
        const { event } = accepted(api, api.ingest.phaseUpdate(body));
        await commit(api, event);
        const phase = (event.data as { current_phase: string }).current_phase;
        return { status: 'received', session_id: event.session, phase, broadcasted_to: api.listeners(event.session) };
      },
    }),
    route({
      method: 'post',
      path: '/api/agent-update',
      action: 'write_events',
      summary: 'What one agent of a session is doing',
      body: schemas.agentUpdate,
      response: z.object({ status: z.literal('updated'), agent_id: z.string(), broadcasted_to: z.int().min(0) }),
      handle: async ({ body }) => {
        const { event } = accepted(api, api.ingest.agentUpdate(body));
        await commit(api, event);
        const agentId = (event.data as { agent_id: string }).agent_id;
        return { status: 'updated', agent_id: agentId, broadcasted_to: api.listeners(event.session) };
      },
    }),
    ...historyRoutes(api, { id, known }),
    ...reportRoutes(api),
    ...comparisonRoutes(api),
    ...trendRoutes(api),
    ...alertRoutes(api.alerts),
    ...agentRoutes(api, (event) => commit(api, event)),
    ...signInRoutes(api),
    ...accessRoutes(api),
    route({
      method: 'get',
      path: '/api/health',
      action: 'inspect_server',
      summary: 'Whether the server works, what it watches and what troubles it',
      response: schemas.health,
      handle: () => healthBody(api),
    }),
    ...sharingRoutes(api),
    ...demoRoutes(api),
    route({
      method: 'post',
      path: '/api/roots',
      summary: 'Watch more folders',
      body: z.object({ roots: z.array(z.string()) }),
      response: z.object({ roots: z.array(z.string()) }),
      action: 'administer',
      handle: ({ body }) => {
        const parsed = z.object({ roots: z.array(z.string().min(1)).max(100) }).safeParse(body);
        if (!parsed.success) throw new HttpError(422, inEnglish`roots must be a list of folder paths`, 'roots');
        api.addRoots(parsed.data.roots);
        return { roots: api.roots() };
      },
    }),
    route({
      method: 'post',
      path: '/api/shutdown',
      summary: 'Stop the server: everything is written and closed first',
      response: z.object({ status: z.literal('stopping') }),
      action: 'administer',
      handle: ({ response }) => {
        response.on('finish', () => api.shutdown());
        return { status: 'stopping' };
      },
    }),
  ];
}

/** Where the page after this one is, as RFC 8288 writes it: at the address that was asked, whatever a proxy made of it. */
function nextPage(limit: number, { at, id }: ListCursor): string {
  const query = new URLSearchParams({ limit: String(limit), after: `${at}:${id}` });
  return `<?${query.toString()}>; rel="next"`;
}

function accepted(api: LivestreamApi, ingested: Ingested): Extract<Ingested, { ok: true }> {
  if (!ingested.ok) throw new HttpError(422, ingested.message, ingested.field);
  const { session } = ingested.event;
  if (api.history.isDeleted(session))
    throw new HttpError(
      410,
      inEnglish`Session "${session}" was deleted here, so the event was not kept. Use another id.`,
    );
  return ingested;
}

async function commit(api: LivestreamApi, event: Parameters<LivestreamApi['append']>[0]): Promise<void> {
  try {
    await api.append(event);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HttpError(
      503,
      inEnglish`The event could not be saved (${reason}). Check the disk of the data folder, then send it again.`,
    );
  }
}
