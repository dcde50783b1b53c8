/** Who somebody is to a server, and what there is to be allowed. What each may do is the server's to say. */

/**
 * `owner`: the person who runs it, by the secret in the data folder or by a device or account they made an owner. `local`:
 * a program or browser on this machine that shows no credential. `viewer`: a person who may see everything. `guest`:
 * somebody with a share link, who sees one session. `nobody`: everyone else.
 */
export type Role = 'owner' | 'local' | 'viewer' | 'guest' | 'nobody';

/** The kinds of request. Every route and every message of a socket names the one that it is. */
export type Action =
  /** The dashboard's own files: they say nothing of any session. */
  | 'load_asset'
  /** Show a credential: pair, open a share link, sign in or out. */
  | 'sign_in'
  /** See one session: its state, events, requests, export. */
  | 'read_session'
  /** See which sessions there are, and what could not be read. */
  | 'read_all'
  /** See how the server does: folders, log file, memory. */
  | 'inspect_server'
  /** Tell of a session: broadcast, hooks, telemetry. */
  | 'write_events'
  /** Begin and end sharing, let viewers in, and see and revoke who was let in. */
  | 'share'
  /** Change the server: watched folders, owners, users, tokens, its end. */
  | 'administer';

/** The person at a dashboard, as its server knows them. */
export interface You {
  readonly role: Role;
  /** The one session a guest may see; null for all others. */
  readonly session: string | null;
  readonly may: readonly Action[];
}

/** Characters a user's password has at least. */
export const SHORTEST_PASSWORD = 10;

/** The close code of a socket whose visitor may no longer be here: revoked, expired, signed out. */
export const REVOKED_CODE = 4401;
