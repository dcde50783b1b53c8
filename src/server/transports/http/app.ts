import express from 'express';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { z } from 'zod';
import type { LivestreamApi } from '../api.ts';
import { authorize, sameSecret, tokenCookieName } from '../authorize.ts';
import type { Access } from '../authorize.ts';
import { docsPage } from './docsPage.ts';
import { errorPage } from './errorPage.ts';
import { openApiDocument } from './openapi.ts';
import { isOtlp, sendOtlpError } from './otlp.ts';
import { HttpError } from './route.ts';
import type { Route } from './route.ts';
import { makeRoutes } from './routes.ts';

/** Bytes of a request's body; a bigger one is answered 413. */
const BODY_LIMIT = 1024 * 1024;

export interface AppOptions {
  readonly api: LivestreamApi;
  readonly token: string;
  /** The folder with the built dashboard. */
  readonly dashboardDir: string;
  readonly logError: (error: unknown, place: string) => void;
}

/** The HTTP side of the server: the API, its description, and the dashboard's files. */
export function makeApp({ api, token, dashboardDir, logError }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(securityHeaders());
  app.use(tokenInAddress(token));
  app.use(letIn(token));
  const routes = makeRoutes(api);
  const json = express.json({ limit: BODY_LIMIT, strict: false, type: () => true });
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    const body = route.rawBody === null ? json : express.raw({ limit: route.rawBody, type: () => true });
    const handlers = route.method === 'post' ? [body, answer(route)] : [answer(route)];
    app[route.method](path, ...handlers);
  }
  app.get('/api/openapi.json', (_request, response) => void response.json(openApiDocument(routes, api.version)));
  app.get('/docs', (_request, response) => void response.type('html').send(docsPage(routes, api.version)));
  app.use(express.static(dashboardDir, { cacheControl: true, maxAge: 0, dotfiles: 'ignore' }));
  app.use((request: Request) => {
    throw new HttpError(404, `There is nothing at ${request.method} ${request.path}. The API is described at /docs.`);
  });
  app.use(answerError(logError));
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
        baseUri: ["'none'"],
        formAction: ["'none'"],
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

/** A token that came in an address becomes a cookie, and the address is shown without it: no history, no log has it. */
function tokenInAddress(token: string): RequestHandler {
  return (request, response, next) => {
    const given = request.query['token'];
    if (request.method !== 'GET' || typeof given !== 'string') return next();
    if (!sameSecret(given, token)) {
      throw new HttpError(
        401,
        'The token in this link is not the one of this server. Scan the QR code that it prints now.',
      );
    }
    const rest = new URLSearchParams(request.originalUrl.replace(/^[^?]*/, ''));
    rest.delete('token');
    response.cookie(tokenCookieName(request.headers.host), token, {
      httpOnly: true,
      sameSite: 'strict',
      secure: request.secure,
      path: '/',
    });
    // Two slashes at the start would lead to another host.
    response.redirect(302, `${request.path.replace(/^[/\\]*/, '/')}${rest.size > 0 ? `?${rest.toString()}` : ''}`);
  };
}

function letIn(token: string): RequestHandler {
  return (request, response, next) => {
    const authorization = authorize({ remoteAddress: request.socket.remoteAddress, headers: request.headers }, token);
    if (!authorization.ok) throw new HttpError(authorization.status, authorization.message);
    response.locals['access'] = authorization.access;
    next();
  };
}

function answer(route: Route): RequestHandler {
  return async (request, response) => {
    const access = response.locals['access'] as Access;
    if (route.ownerOnly && access !== 'token') {
      throw new HttpError(
        401,
        'This needs the token in server.json of the server\'s data folder, as "Authorization: Bearer".',
      );
    }
    if (route.method === 'post' && request.body === undefined) {
      throw new HttpError(400, 'The body is empty. Send one JSON object.');
    }
    const params = parsePart(route.params, request.params, 400);
    const query = parsePart(route.query, request.query, 422);
    const result = await route.handle({ params, query, body: request.body as unknown, access, response });
    if (!response.headersSent && !response.writableEnded && result !== undefined) response.json(result);
  };
}

function parsePart(schema: z.ZodType, value: unknown, status: number): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new HttpError(status, issue.message, issue.path.join('.'));
}

function answerError(logError: AppOptions['logError']): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, next) => {
    const { status, message, field } = toHttpError(error);
    if (status >= 500) logError(error, `${request.method} ${request.path}`);
    // Too late for an answer: let Express end the connection.
    if (response.headersSent) return next(error);
    response.status(status);
    if (isOtlp(request)) return sendOtlpError(response, status, message);
    if (isPage(request)) return void response.type('html').send(errorPage(status, message));
    response.json({ error: message, ...(field !== undefined && { field }) });
  };
}

/** A person's browser asks for a page; programs and the dashboard's own requests get JSON. */
function isPage(request: Request): boolean {
  return request.method === 'GET' && !request.path.startsWith('/api/') && request.accepts(['json', 'html']) === 'html';
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const { type, status, limit } = error as { type?: string; status?: number; limit?: number };
  if (type === 'entity.too.large') {
    const bytes = limit ?? BODY_LIMIT;
    return new HttpError(413, `The body is larger than ${bytes} bytes (${bytes / 2 ** 20} MiB). Send less at once.`);
  }
  if (type === 'entity.parse.failed') return new HttpError(400, 'The body is not JSON. Send one JSON object.');
  if (error instanceof URIError || status === 400)
    return new HttpError(400, 'The request could not be read: its address or body is malformed.');
  if (error instanceof RangeError) return new HttpError(422, 'The body is nested too deeply.');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new HttpError(status, (error as Error).message);
  return new HttpError(500, 'The server failed at this request. Its log says more; /api/health names the file.');
}
