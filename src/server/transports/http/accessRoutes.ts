import { inEnglish } from '../../../protocol/language.ts';
import type { z } from 'zod';
import type { Grant } from '../../access/accessFile.ts';
import { actionsOf, may } from '../../access/roles.ts';
import type { Visitor } from '../../access/visitor.ts';
import type { LivestreamApi } from '../api.ts';
import { iso } from '../iso.ts';
import * as schemas from './accessSchemas.ts';
import { forbidden } from './refusals.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';

const HOUR_MS = 3_600_000;
const LINK_LIFETIMES_MS = { '1h': HOUR_MS, '1d': 24 * HOUR_MS, '7d': 7 * 24 * HOUR_MS } as const;

/** Who may come in: what was given out, what is given out now, and taking it back. */
export function accessRoutes(api: LivestreamApi): readonly Route[] {
  const { access } = api;
  const grantOf = ({ grant }: Visitor): Grant | undefined => access.grants().find(({ id }) => id === grant);
  /** Letting owners in and out is for owners. */
  const checkOwner = (visitor: Visitor, role: string): void => {
    if (role === 'owner' && !may(visitor.role, 'administer')) throw forbidden(visitor);
  };
  return [
    route({
      method: 'get',
      path: '/api/me',
      summary: 'Who asks, and what they may do',
      action: 'load_asset',
      response: schemas.me,
      handle: ({ visitor }) => {
        const grant = grantOf(visitor);
        const name = grant?.user ?? grant?.name ?? null;
        const kind = grant?.kind ?? null;
        return { role: visitor.role, session: visitor.session, name, kind, may: actionsOf(visitor.role) };
      },
    }),
    route({
      method: 'get',
      path: '/api/access',
      summary: 'The devices, links, tokens, sign-ins and users that are let in',
      action: 'share',
      response: schemas.access,
      handle: ({ visitor }) => ({
        grants: access.grants().map((grant) => grantBody(grant, visitor)),
        users: access.users().map(({ name, role }) => ({ name, role })),
      }),
    }),
    route({
      method: 'post',
      path: '/api/access/pairing',
      summary: 'A one-time code for /pair, good for five minutes. A code for an owner needs the token',
      action: 'share',
      body: schemas.pairing,
      response: schemas.pairingCode,
      handle: ({ body, visitor }) => {
        const { role } = read(schemas.pairing, body);
        checkOwner(visitor, role);
        const { code, expiresAt } = access.pairing.create(role);
        return { code, expires_at: iso(expiresAt) };
      },
    }),
    route({
      method: 'post',
      path: '/api/access/links',
      summary: 'A link that shows one session to whoever has it, until it expires',
      action: 'share',
      body: schemas.link,
      response: schemas.newLink,
      handle: ({ body }) => {
        const { session, expires_in: lifetime } = read(schemas.link, body);
        if (api.summary(session) === undefined) throw new HttpError(404, 'Session not found', 'session');
        const { grant, secret } = access.addLink(session, LINK_LIFETIMES_MS[lifetime]);
        return { id: grant.id, path: `link/${secret}`, expires_at: iso(grant.expiresAt) };
      },
    }),
    route({
      method: 'post',
      path: '/api/access/tokens',
      summary: 'A bearer token for a program elsewhere',
      action: 'administer',
      body: schemas.token,
      response: schemas.newToken,
      handle: ({ body }) => {
        const { name, role } = read(schemas.token, body);
        const { grant, secret } = access.addToken(name, role);
        return { id: grant.id, token: secret };
      },
    }),
    route({
      method: 'post',
      path: '/api/access/revoke',
      summary:
        'Takes back a device, link, token or sign-in, and closes its sockets at once. That of an owner needs the token',
      action: 'share',
      body: schemas.grantId,
      response: schemas.done,
      handle: ({ body, visitor }) => {
        const { id } = read(schemas.grantId, body);
        const grant = access.grants().find((each) => each.id === id);
        if (!grant)
          throw new HttpError(
            404,
            inEnglish`There is none with this id. It may have expired, or is revoked already.`,
            'id',
          );
        checkOwner(visitor, grant.role);
        access.revoke(id);
        return DONE;
      },
    }),
    route({
      method: 'post',
      path: '/api/access/users',
      summary: 'A named user, who signs in with a password',
      action: 'administer',
      body: schemas.user,
      response: schemas.done,
      handle: async ({ body }) => {
        const { name, role, password } = read(schemas.user, body);
        await access.addUser(name, role, password);
        return DONE;
      },
    }),
    route({
      method: 'post',
      path: '/api/access/users/remove',
      summary: 'Removes a user, and signs them out everywhere at once',
      action: 'administer',
      body: schemas.userName,
      response: schemas.done,
      handle: ({ body }) => {
        const { name } = read(schemas.userName, body);
        if (!access.removeUser(name)) throw new HttpError(404, inEnglish`There is no user ${name}.`, 'name');
        return DONE;
      },
    }),
  ];
}

const DONE = { status: 'done' } as const;

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new HttpError(422, issue.message, issue.path.join('.'));
}

function grantBody(grant: Grant, visitor: Visitor) {
  const { id, kind, role, name, user, session, address } = grant;
  return {
    id,
    kind,
    role,
    name,
    user,
    session,
    created_at: iso(grant.createdAt),
    expires_at: iso(grant.expiresAt),
    first_seen: iso(grant.firstSeen),
    last_seen: iso(grant.lastSeen),
    address,
    current: id === visitor.grant,
  };
}
