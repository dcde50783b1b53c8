import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { LOG_LINES_IN_STATE } from '../../../protocol/state.ts';
import type { SessionState } from '../../../protocol/state.ts';
import type { SessionSummary } from '../../../protocol/summary.ts';
import { sessionStatus } from '../../../protocol/selectors.ts';
import type { Ingested, LivestreamApi } from '../api.ts';
import { agentsBody, diagnosticBody, phasesBody, statusBody } from '../statusBody.ts';
import { exportSession } from './exportStream.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';
import * as schemas from './schemas.ts';
import { SessionRows } from './sessionRows.ts';

const LIST_FILTERS = {
  active: ['running', 'waiting', 'stalled'],
  completed: ['complete'],
  failed: ['failed', 'stopped'],
} as const;

/** Every endpoint of the server. The OpenAPI document is made from this list. */
export function makeRoutes(api: LivestreamApi): readonly Route[] {
  const id = z.object({
    id: z.string().superRefine((value, context) => {
      const problem = api.ingest.sessionIdProblem(value);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    }),
  });
  const state = (session: string): SessionState => {
    const known = api.session(session);
    if (!known) throw new HttpError(404, 'Session not found');
    return known.state;
  };
  const status = (session: string) => statusBody(state(session), api.now(), api.diagnostics());
  const rows = new SessionRows(api);

  return [
    route({
      method: 'get',
      path: '/api/sessions',
      summary: 'All sessions, the most recently active first',
      response: schemas.sessionList,
      handle: ({ response }) => response.type('json').end(rows.list(() => true)),
    }),
    ...Object.entries(LIST_FILTERS).map(([name, statuses]) =>
      route({
        method: 'get',
        path: `/api/sessions/${name}`,
        summary: `Sessions that are ${statuses.join(', ')}`,
        response: schemas.sessionList,
        handle: ({ response }) => {
          const listed = (summary: SessionSummary): boolean =>
            (statuses as readonly string[]).includes(sessionStatus(summary, api.now()).name);
          response.type('json').end(rows.list(listed));
        },
      }),
    ),
    route({
      method: 'get',
      path: '/api/status/{id}',
      summary: 'All that is known of one session',
      params: id,
      response: schemas.status,
      handle: ({ params }) => status(params.id),
    }),
    route({
      method: 'get',
      path: '/api/logs/{id}',
      summary: `The newest log lines, oldest first, at most ${LOG_LINES_IN_STATE}`,
      params: id,
      query: z.object({ lines: z.coerce.number().int().min(0).default(50) }),
      response: schemas.logs,
      handle: ({ params, query }) => {
        const { logs } = state(params.id);
        return {
          session_id: params.id,
          logs: query.lines === 0 ? [] : logs.slice(-query.lines).map(({ text }) => text),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/phases/{id}',
      summary: 'The phases of one session with their times',
      params: id,
      response: schemas.phases,
      handle: ({ params }) => phasesBody(state(params.id), api.now()),
    }),
    route({
      method: 'get',
      path: '/api/agents/{id}',
      summary: 'The agents of one session',
      params: id,
      response: schemas.agents,
      handle: ({ params }) => agentsBody(state(params.id), api.now()),
    }),
    route({
      method: 'get',
      path: '/api/export/{id}',
      summary: 'The whole session as a JSON file: status, logs and all events',
      params: id,
      response: schemas.exported,
      handle: ({ params, response }) => {
        response.attachment(`session_${params.id.replace(/[^\w.-]/g, '_')}.json`).type('json');
        const pieces = exportSession(status(params.id), () => api.events(params.id), api.now());
        return pipeline(Readable.from(pieces), response);
      },
    }),
    route({
      method: 'post',
      path: '/api/broadcast/{id}',
      summary: 'One event of a session. A 200 means that it is on disk. The same event by file and by POST counts once',
      params: id,
      body: schemas.wireEvent,
      response: z.object({ broadcasted: z.int().min(0).describe('Clients that were told') }),
      handle: async ({ params, body }) => {
        const { event } = accepted(api.ingest.broadcast(params.id, body));
        await commit(api, event);
        return { broadcasted: api.listeners(event.session) };
      },
    }),
    route({
      method: 'post',
      path: '/api/phase-update',
      summary: 'The content of a current-phase.json',
      body: schemas.phaseUpdate,
      response: z.object({
        status: z.literal('received'),
        session_id: z.string(),
        phase: z.string(),
        broadcasted_to: z.int().min(0),
      }),
      handle: async ({ body }) => {
        const { event } = accepted(api.ingest.phaseUpdate(body));
        await commit(api, event);
        const phase = (event.data as { current_phase: string }).current_phase;
        return { status: 'received', session_id: event.session, phase, broadcasted_to: api.listeners(event.session) };
      },
    }),
    route({
      method: 'post',
      path: '/api/agent-update',
      summary: 'What one agent of a session is doing',
      body: schemas.agentUpdate,
      response: z.object({ status: z.literal('updated'), agent_id: z.string(), broadcasted_to: z.int().min(0) }),
      handle: async ({ body }) => {
        const { event } = accepted(api.ingest.agentUpdate(body));
        await commit(api, event);
        const agentId = (event.data as { agent_id: string }).agent_id;
        return { status: 'updated', agent_id: agentId, broadcasted_to: api.listeners(event.session) };
      },
    }),
    route({
      method: 'get',
      path: '/api/health',
      summary: 'Whether the server works, what it watches and what troubles it',
      response: schemas.health,
      handle: () => healthBody(api),
    }),
    route({
      method: 'get',
      path: '/api/lan',
      summary: 'Addresses for other devices, with the token; empty while only this machine is served',
      response: z.object({ urls: z.array(z.string()) }),
      ownerOnly: true,
      handle: () => ({ urls: api.lanUrls() }),
    }),
    route({
      method: 'post',
      path: '/api/roots',
      summary: 'Watch more folders',
      body: z.object({ roots: z.array(z.string()) }),
      response: z.object({ roots: z.array(z.string()) }),
      ownerOnly: true,
      handle: ({ body }) => {
        const parsed = z.object({ roots: z.array(z.string().min(1)).max(100) }).safeParse(body);
        if (!parsed.success) throw new HttpError(422, 'roots must be a list of folder paths', 'roots');
        api.addRoots(parsed.data.roots);
        return { roots: api.roots() };
      },
    }),
    route({
      method: 'post',
      path: '/api/shutdown',
      summary: 'Stop the server: everything is written and closed first',
      response: z.object({ status: z.literal('stopping') }),
      ownerOnly: true,
      handle: ({ response }) => {
        response.on('finish', () => api.shutdown());
        return { status: 'stopping' };
      },
    }),
  ];
}

function accepted(ingested: Ingested): Extract<Ingested, { ok: true }> {
  if (!ingested.ok) throw new HttpError(422, ingested.message, ingested.field);
  return ingested;
}

async function commit(api: LivestreamApi, event: Parameters<LivestreamApi['append']>[0]): Promise<void> {
  try {
    await api.append(event);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HttpError(
      503,
      `The event could not be saved (${reason}). Check the disk of the data folder, then send it again.`,
    );
  }
}

function healthBody(api: LivestreamApi) {
  const health = api.health();
  return {
    status: 'healthy',
    sessions: api.sessionCount(),
    connections: health.connections,
    name: 'context-foundry-livestream',
    version: api.version,
    pid: health.pid,
    uptime_seconds: health.uptimeSeconds,
    data_dir: health.dataDir,
    log_file: health.logFile,
    sources: health.sources.map(({ name, roots, indexing, diagnostics }) => ({
      name,
      roots,
      indexing: indexing && { files_read: indexing.filesRead, files_found: indexing.filesFound },
      diagnostics: diagnostics.map(diagnosticBody),
    })),
  };
}
