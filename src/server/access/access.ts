import type { Grant, User } from './accessFile.ts';
import type { NewGrant } from './grantStore.ts';
import type { AccessRequest } from './request.ts';
import type { Visitor } from './visitor.ts';

/** Whether a request is answered at all, and whose it is. What the visitor may then do is the table's matter. */
export type Authorization =
  | { readonly ok: true; readonly visitor: Visitor }
  | {
      readonly ok: false;
      readonly status: 401 | 403 | 429;
      readonly message: string;
      readonly retryAfterSeconds?: number;
    };

/** A credential that was shown and taken, or what the person is told. */
export type Shown = ({ readonly ok: true } & NewGrant) | Extract<Authorization, { ok: false }>;

export interface Access {
  /** The one function that is asked for HTTP and for the socket upgrade. */
  readonly authorize: (request: AccessRequest) => Authorization;
  readonly pairing: {
    /** A code that lets one device in, once, within five minutes. `expiresAt`: ms since the Unix epoch. */
    readonly create: (role: 'viewer' | 'owner') => { readonly code: string; readonly expiresAt: number };
    readonly use: (code: string, request: AccessRequest) => Shown;
  };
  readonly grants: () => readonly Grant[];
  readonly users: () => readonly User[];
  readonly addLink: (session: string, lifetimeMs: number) => NewGrant;
  readonly openLink: (secret: string, request: AccessRequest) => Shown;
  readonly addToken: (name: string, role: 'viewer' | 'owner') => NewGrant;
  readonly addUser: (name: string, role: 'viewer' | 'owner', password: string) => Promise<void>;
  /** False where there is none of that name. What they signed in to is revoked. */
  readonly removeUser: (name: string) => boolean;
  readonly signIn: (name: string, password: string, request: AccessRequest) => Promise<Shown>;
  /** False where there is none with that id. */
  readonly revoke: (grantId: string) => boolean;
  /** Called at once when a grant is revoked or has expired. Returns what ends that. */
  readonly onRevoked: (listener: (grantId: string) => void) => () => void;
  /** Writes what is not written yet, and leaves no timer. */
  readonly close: () => void;
}
