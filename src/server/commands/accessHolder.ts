import { z } from 'zod';
import type { Grant } from '../access/accessFile.ts';
import { createAccess } from '../access/createAccess.ts';
import { prepareDataFolder } from '../base/dataFolder.ts';
import type { ServerFile } from '../base/discovery.ts';
import { findRunningServer, requestServer } from '../base/runningServer.ts';
import { readToken } from '../base/token.ts';

/** A grant as people are told of it; times are in ms since the Unix epoch. */
export type ListedGrant = Omit<Grant, 'secretHash'>;

export interface ListedUser {
  readonly name: string;
  readonly role: 'owner' | 'viewer';
}

/** Who is let in, as commands see and change it. */
export interface AccessHolder {
  readonly grants: () => Promise<readonly ListedGrant[]>;
  readonly users: () => Promise<readonly ListedUser[]>;
  readonly revoke: (id: string) => Promise<void>;
  readonly addToken: (name: string, role: 'owner' | 'viewer') => Promise<string>;
  readonly addUser: (name: string, role: 'owner' | 'viewer', password: string) => Promise<void>;
  readonly removeUser: (name: string) => Promise<void>;
}

/** The running server's, so that what changes holds at once; else that of the data folder, for the next start. */
export async function holdAccess(dataDir: string): Promise<AccessHolder> {
  const server = await findRunningServer(dataDir);
  return server ? askServer(server) : inDataFolder(dataDir);
}

const ms = z.string().transform((text) => Date.parse(text));

const answer = z.object({
  grants: z.array(
    z
      .object({
        id: z.string(),
        kind: z.enum(['device', 'link', 'token', 'sign_in']),
        role: z.enum(['owner', 'viewer', 'guest']),
        name: z.string(),
        user: z.string().nullable(),
        session: z.string().nullable(),
        created_at: ms,
        expires_at: ms.nullable(),
        first_seen: ms.nullable(),
        last_seen: ms.nullable(),
        address: z.string().nullable(),
      })
      .transform(({ created_at, expires_at, first_seen, last_seen, ...rest }) => ({
        ...rest,
        createdAt: created_at,
        expiresAt: expires_at,
        firstSeen: first_seen,
        lastSeen: last_seen,
      })),
  ),
  users: z.array(z.object({ name: z.string(), role: z.enum(['owner', 'viewer']) })),
});

function askServer(server: ServerFile): AccessHolder {
  const read = async () => answer.parse(await (await requestServer(server, 'api/access')).json());
  const change = async (path: string, body: object): Promise<unknown> =>
    (await requestServer(server, `api/access/${path}`, body)).json();
  return {
    grants: async () => (await read()).grants,
    users: async () => (await read()).users,
    revoke: async (id) => void (await change('revoke', { id })),
    addToken: async (name, role) => z.object({ token: z.string() }).parse(await change('tokens', { name, role })).token,
    addUser: async (name, role, password) => void (await change('users', { name, role, password })),
    removeUser: async (name) => void (await change('users/remove', { name })),
  };
}

/** With no server there is nobody to be cut off: the file is all there is to change. */
function inDataFolder(dataDir: string): AccessHolder {
  prepareDataFolder(dataDir);
  const access = createAccess({
    dataDir,
    ownerToken: readToken(dataDir),
    requireToken: true,
    now: Date.now,
    logError: (error) => {
      throw error;
    },
  });
  return {
    grants: () => Promise.resolve(access.grants()),
    users: () => Promise.resolve(access.users()),
    revoke: (id) => orRefuse(access.revoke(id), `There is none with the id ${id}. It may have expired.`),
    addToken: (name, role) => Promise.resolve(access.addToken(name, role).secret),
    addUser: (name, role, password) => access.addUser(name, role, password),
    removeUser: (name) => orRefuse(access.removeUser(name), `There is no user ${name}.`),
  };
}

function orRefuse(done: boolean, otherwise: string): Promise<void> {
  return done ? Promise.resolve() : Promise.reject(new Error(otherwise));
}
