import { z } from 'zod';
import { may } from '../../access/roles.ts';
import type { Route } from './route.ts';
import * as schemas from './schemas.ts';

/** The API as an OpenAPI 3.1 document, made from the routes themselves. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operation(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Context Foundry Livestream',
      version,
      description:
        'Programs on this machine need no token. From elsewhere, and where an operation says so, send "Authorization: Bearer <token>".',
    },
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: jsonSchema(schemas.error) },
    },
  };
}

function operation(route: Route): object {
  return {
    summary: route.summary,
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body && { requestBody: { required: true, content: json(jsonSchema(route.body)) } }),
    responses: {
      ...success(route),
      default: { description: 'What happened and what to do', content: json({ $ref: '#/components/schemas/Error' }) },
    },
    security: may('local', route.action) ? [{}, { token: [] }] : [{ token: [] }],
    'x-action': route.action,
  };
}

/** A page is answered as HTML, or leads to one. */
function success({ page, response }: Route): object {
  if (!page) return { 200: { description: 'Success', content: json(jsonSchema(response)) } };
  const content = { 'text/html': { schema: jsonSchema(response) } };
  return { 200: { description: 'A page', content }, '3XX': { description: 'Leads to a page' } };
}

function parameters(schema: z.ZodType, place: 'path' | 'query'): object[] {
  const { properties = {}, required = [] } = jsonSchema(schema) as { properties?: object; required?: string[] };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: value as object,
  }));
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}

/** A zod schema as JSON Schema, as its input is. */
export function jsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
