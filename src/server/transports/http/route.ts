import type { Response } from 'express';
import { z } from 'zod';
import type { Action } from '../../../protocol/access.ts';
import type { Visitor } from '../../access/visitor.ts';

/** What a handler gets: the parts of the request, checked against the route's schemas. */
export interface RouteRequest<Params, Query> {
  readonly params: Params;
  readonly query: Query;
  readonly body: unknown;
  readonly visitor: Visitor;
  readonly response: Response;
}

/**
 * One endpoint. The same object registers it and describes it in the OpenAPI document, so that neither can lie about
 * the other. `stream` handlers write the response themselves.
 */
export interface Route {
  readonly method: 'get' | 'post';
  /** As OpenAPI writes it: /api/status/{id}. */
  readonly path: string;
  readonly summary: string;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  /** What a POST takes, for the document; the handler checks it. */
  readonly body: z.ZodType | undefined;
  readonly response: z.ZodType;
  /** Bytes of a body that the handler gets as they came, unpacked if they were packed; null: JSON, parsed before. */
  readonly rawBody: number | null;
  /** What the visitor's role has to allow. */
  readonly action: Action;
  /** Answers with a page, or leads to one; all others answer with JSON. */
  readonly page: boolean;
  readonly handle: (request: RouteRequest<unknown, unknown>) => unknown;
}

interface RouteOptions<Params extends z.ZodType, Query extends z.ZodType> {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: z.ZodType;
  readonly response: z.ZodType;
  readonly rawBody?: number;
  readonly action: Action;
  readonly page?: boolean;
  readonly handle: (request: RouteRequest<z.infer<Params>, z.infer<Query>>) => unknown;
}

export function route<Params extends z.ZodType = z.ZodObject, Query extends z.ZodType = z.ZodObject>(
  options: RouteOptions<Params, Query>,
): Route {
  return {
    params: z.object({}),
    query: z.object({}),
    body: undefined,
    rawBody: null,
    page: false,
    ...options,
    handle: options.handle as Route['handle'],
  };
}

/** An answer other than 200: what happened, what it means, what to do. `field` names the part that is wrong. */
export class HttpError extends Error {
  readonly status: number;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, message: string, field?: string, retryAfterSeconds?: number) {
    super(message);
    this.status = status;
    this.field = field;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
