import { z } from 'zod';
import type { SessionEvent } from '../../../protocol/events.ts';
import type { LivestreamApi } from '../api.ts';
import * as schemas from './agentSchemas.ts';
import { OTLP_BODY_LIMIT, otlpForm, otlpLogs, sendOtlpResponse } from './otlp.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';

/** What coding agents themselves tell the server: by their hooks, and by their telemetry. */
export function agentRoutes(api: LivestreamApi, commit: (event: SessionEvent) => Promise<void>): readonly Route[] {
  // Those of one message are given in together, so they share a transaction.
  const commitAll = (events: readonly SessionEvent[]) => Promise.all(events.map(commit));
  return [
    route({
      method: 'post',
      path: '/api/hooks/{agent}',
      action: 'write_events',
      summary: 'What a hook or the status line of Claude Code, or a hook of Codex, is told on its standard input',
      params: z.object({ agent: z.enum(['claude', 'codex']) }),
      query: z.object({
        at: z.coerce.number().int().min(0).optional().describe('When the hook ran, ms since the Unix epoch'),
      }),
      body: schemas.hookPayload,
      response: z.object({ events: z.int().min(0).describe('Facts it told of') }),
      handle: async ({ params, query, body }) => {
        const told = api.ingest.hook(params.agent, body, query.at);
        if (!told.ok) throw new HttpError(422, told.message, told.field);
        await commitAll(told.events);
        return { events: told.events.length };
      },
    }),
    route({
      method: 'post',
      path: '/v1/logs',
      action: 'write_events',
      summary:
        'OTLP/HTTP: log records of an agent, as JSON or protobuf. Requests to the model and failed ones are used',
      body: schemas.otlpLogs,
      rawBody: OTLP_BODY_LIMIT,
      response: schemas.otlpResponse,
      handle: async ({ response }) => {
        const told = api.ingest.otlpLogs(otlpLogs(response.req));
        if (!told.ok) throw new HttpError(400, told.message, told.field);
        await commitAll(told.events);
        sendOtlpResponse(response.req, response, told.refused, told.reason);
      },
    }),
    ...(['metrics', 'traces'] as const).map((signal) =>
      route({
        method: 'post',
        path: `/v1/${signal}`,
        action: 'write_events',
        summary: `OTLP/HTTP: ${signal} are accepted, so that exporters do not complain, and not used`,
        body: z.looseObject({}),
        rawBody: OTLP_BODY_LIMIT,
        response: schemas.otlpResponse,
        handle: ({ response }) => {
          otlpForm(response.req);
          sendOtlpResponse(response.req, response);
        },
      }),
    ),
  ];
}
