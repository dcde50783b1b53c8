import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access, Authorization } from '../../../../../src/server/access/access.ts';
import { createAccess } from '../../../../../src/server/access/createAccess.ts';
import type { AccessRequest } from '../../../../../src/server/access/request.ts';

export const OWNER_TOKEN = 'o'.repeat(43);

/** A clock that stands still until it is moved. */
export interface Clock {
  now: number;
}

export interface Door {
  readonly access: Access;
  readonly clock: Clock;
  readonly dataDir: string;
  /** Reads the same data folder anew, as the next start does. */
  readonly again: () => Access;
  readonly remove: () => void;
}

export function openDoor({ requireToken = false } = {}): Door {
  const dataDir = mkdtempSync(join(tmpdir(), 'livestream-access-'));
  const clock: Clock = { now: Date.UTC(2026, 10, 23) };
  const opened: Access[] = [];
  const again = (): Access => {
    const access = createAccess({
      dataDir,
      ownerToken: OWNER_TOKEN,
      requireToken,
      now: () => clock.now,
      logError: (error) => {
        throw error;
      },
    });
    opened.push(access);
    return access;
  };
  const access = again();
  return {
    access,
    clock,
    dataDir,
    again,
    remove: () => {
      for (const each of opened) each.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A request of a device in the local network, unless it says otherwise. */
export function from(
  headers: AccessRequest['headers'] = {},
  { address = '192.0.2.7', method = 'GET', encrypted = false } = {},
): AccessRequest {
  return {
    method,
    remoteAddress: address,
    localPort: 8080,
    encrypted,
    headers: { host: '192.0.2.1:8080', ...headers },
  };
}

/** A request of a program on the server's machine. */
export function local(headers: AccessRequest['headers'] = {}, method = 'GET'): AccessRequest {
  return from({ host: 'localhost:8080', ...headers }, { address: '127.0.0.1', method });
}

export function cookie(secret: string): AccessRequest['headers'] {
  return { cookie: `theme=dark; livestream_8080=${secret}` };
}

export function bearer(secret: string): AccessRequest['headers'] {
  return { authorization: `Bearer ${secret}` };
}

/** The role, or the status of the refusal. */
export function outcome(authorization: Authorization): string | number {
  return authorization.ok ? authorization.visitor.role : authorization.status;
}
