import { inEnglish } from '../../../protocol/language.ts';
import express from 'express';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { z } from 'zod';
import type { LivestreamApi } from '../api.ts';
import { AccessError } from '../../access/accessError.ts';
import { mayAsk } from '../../access/permission.ts';
import { accessRequest } from '../../access/request.ts';
import type { Action } from '../../../protocol/access.ts';
import type { Visitor } from '../../access/visitor.ts';
import { redactJson } from '../../../protocol/redaction/redact.ts';
import { docsPage } from './docsPage.ts';
import { errorPage } from './errorPage.ts';
import { wordsFor } from './pageWords.ts';
import { openApiDocument } from './openapi.ts';
import { isOtlp, sendOtlpError } from './otlp.ts';
import { packedFiles } from './packedFiles.ts';
import { forbidden, refusal } from './refusals.ts';
import { HttpError } from './route.ts';
import type { Route } from './route.ts';
import { makeRoutes } from './routes.ts';

/** Bytes of a request's body; a bigger one is answered 413. */
const BODY_LIMIT = 1024 * 1024;

export interface AppOptions {
  readonly api: LivestreamApi;
  /** The folder with the built dashboard. */
  readonly dashboardDir: string;
  readonly logError: (error: unknown, place: string) => void;
}

/** The HTTP side of the server: the API, its description, and the dashboard's files. */
export function makeApp({ api, dashboardDir, logError }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(securityHeaders());
  app.use(letIn(api));
  const routes = makeRoutes(api, dashboardDir);
  const files = { root: dashboardDir, cacheControl: true, maxAge: 0 };
  const json = express.json({ limit: BODY_LIMIT, strict: false, type: () => true });
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    const body = route.rawBody === null ? json : express.raw({ limit: route.rawBody, type: () => true });
    const handlers = route.method === 'post' ? [body, answer(route)] : [answer(route)];
    app[route.method](path, allowed(route.action), ...handlers);
  }
  const mayRead = allowed('read_session');
  app.get(
    '/api/openapi.json',
    mayRead,
    (_request, response) => void response.json(openApiDocument(routes, api.version)),
  );
  app.get('/docs', mayRead, (_request, response) => void response.type('html').send(docsPage(routes, api.version)));
  app.get(/^[/\\]*(index\.html)?$/, mayRead, (_request, response) => response.sendFile('index.html', files));
  app.use(packedFiles(dashboardDir));
  app.use(express.static(dashboardDir, { cacheControl: true, maxAge: 0, dotfiles: 'ignore', index: false }));
  app.use(mayRead, nothingThere);
  app.use(answerError(api, logError));
  return app;
}

function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // These two mean nothing, or a warning in the console, on plain http in a LAN.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    strictTransportSecurity: false,
  });
}

function letIn({ access }: LivestreamApi): RequestHandler {
  return (request, response, next) => {
    const authorization = access.authorize(accessRequest(request));
    if (!authorization.ok) throw refusal(authorization);
    response.locals['visitor'] = authorization.visitor;
    next();
  };
}

/** Asked before a body is read: who may not ask need not be listened to. */
function allowed(action: Action): RequestHandler<{ readonly id?: string }> {
  return (request, response, next) => {
    const visitor = response.locals['visitor'] as Visitor;
    if (!mayAsk(visitor, action, request.params.id ?? null)) throw forbidden(visitor);
    next();
  };
}

/** What there is not is told only to those who may see what there is. */
function nothingThere(request: Request): never {
  throw new HttpError(
    404,
    inEnglish`There is nothing at ${request.method} ${request.path}. The API is described at /docs.`,
  );
}

function answer(route: Route): RequestHandler {
  return async (request, response) => {
    if (route.body !== undefined && request.body === undefined) {
      throw new HttpError(400, inEnglish`The body is empty. Send one JSON object.`);
    }
    const params = parsePart(route.params, request.params, 400);
    const query = parsePart(route.query, request.query, 422);
    const visitor = response.locals['visitor'] as Visitor;
    const result = await route.handle({ params, query, body: request.body as unknown, visitor, response });
    if (response.headersSent || response.writableEnded || result === undefined) return;
    response.json(visitor.seesSecrets || !tellsOfSessions(route.action) ? result : redactJson(result));
  };
}

/** An answer on access holds what was just made for who asked: it is the one place where a secret is meant to be read. */
function tellsOfSessions(action: Action): boolean {
  return action !== 'share' && action !== 'administer' && action !== 'sign_in';
}

function parsePart(schema: z.ZodType, value: unknown, status: number): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new HttpError(status, issue.message, issue.path.join('.'));
}

function answerError({ access }: LivestreamApi, logError: AppOptions['logError']): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, next) => {
    const { status, message, field, retryAfterSeconds } = toHttpError(error);
    if (status >= 500) logError(error, `${request.method} ${request.path}`);
    // Too late for an answer: let Express end the connection.
    if (response.headersSent) return next(error);
    response.status(status);
    if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
    if (isOtlp(request)) return sendOtlpError(response, status, message);
    if (isPage(request)) {
      const page = {
        status,
        message,
        path: request.path,
        hasUsers: access.users().length > 0,
        words: wordsFor(request),
      };
      return void response.vary('Accept-Language').type('html').send(errorPage(page));
    }
    response.json({ error: message, ...(field !== undefined && { field }) });
  };
}

/** Where forms are sent to. */
const FORMS = ['/sign-in', '/sign-out'];

/** A person's browser asks for a page; programs and the dashboard's own requests get JSON. */
function isPage(request: Request): boolean {
  if (request.method !== 'GET' && !FORMS.includes(request.path)) return false;
  return !request.path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html';
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof AccessError) return new HttpError(409, error.message);
  const { type, status, limit } = error as { type?: string; status?: number; limit?: number };
  if (type === 'entity.too.large') {
    const bytes = limit ?? BODY_LIMIT;
    return new HttpError(
      413,
      inEnglish`The body is larger than ${bytes} bytes (${bytes / 2 ** 20} MiB). Send less at once.`,
    );
  }
  if (type === 'entity.parse.failed') return new HttpError(400, inEnglish`The body is not JSON. Send one JSON object.`);
  if (error instanceof URIError || status === 400)
    return new HttpError(400, inEnglish`The request could not be read: its address or body is malformed.`);
  if (error instanceof RangeError) return new HttpError(422, inEnglish`The body is nested too deeply.`);
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new HttpError(status, (error as Error).message);
  return new HttpError(
    500,
    inEnglish`The server failed at this request. Its log says more; /api/health names the file.`,
  );
}
