/** What a dashboard asks, and asks for, about who can reach the server and who is let in. */
import type { Action, Role } from './access.ts';
import type { SharingState } from './sharing.ts';

/** Roles that a person can be given. */
export type GivenRole = 'viewer' | 'owner';

/** How long a share link is good for. */
export type LinkLifetime = '1h' | '1d' | '7d';

export type SharingQuestion =
  /** Who asks, as the server knows them. */
  | { readonly about: 'me' }
  /** How the server can be reached. */
  | { readonly about: 'sharing' }
  /** Who is let in. */
  | { readonly about: 'access' }
  /** `address`: of one of the interfaces; without it, the most likely one. */
  | { readonly about: 'share_on_lan'; readonly address?: string }
  | { readonly about: 'stop_lan' }
  | { readonly about: 'open_tunnel' }
  | { readonly about: 'close_tunnel' }
  /** A code that lets one device in, once. */
  | { readonly about: 'pairing_code'; readonly role: GivenRole }
  /** A link to one session. */
  | { readonly about: 'share_link'; readonly session: string; readonly expires_in: LinkLifetime }
  /** A bearer token for a program. */
  | { readonly about: 'token'; readonly name: string; readonly role: GivenRole }
  /** Takes a device, link, token or sign-in back. */
  | { readonly about: 'revoke'; readonly id: string }
  | { readonly about: 'add_user'; readonly name: string; readonly role: GivenRole; readonly password: string }
  | { readonly about: 'remove_user'; readonly name: string };

export type GrantKind = 'device' | 'link' | 'token' | 'sign_in';

/** Something that lets somebody in. Times are ISO 8601. */
export interface GrantInfo {
  readonly id: string;
  readonly kind: GrantKind;
  readonly role: 'owner' | 'viewer' | 'guest';
  readonly name: string;
  /** Who signed in; null for all but sign-ins. */
  readonly user: string | null;
  /** What a link shows; null for all others. */
  readonly session: string | null;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly address: string | null;
  /** It is what the one who asks was let in by. */
  readonly current: boolean;
}

export interface UserInfo {
  readonly name: string;
  readonly role: GivenRole;
}

export interface AccessList {
  readonly grants: readonly GrantInfo[];
  readonly users: readonly UserInfo[];
}

export interface Me {
  readonly role: Role;
  readonly session: string | null;
  /** Of the user who signed in, else of the device or token. */
  readonly name: string | null;
  /** What they were let in by; null for those who need nothing. */
  readonly kind: GrantKind | null;
  readonly may: readonly Action[];
}

export interface PairingCode {
  readonly code: string;
  readonly expires_at: string;
}

export interface NewLink {
  readonly id: string;
  /** Below the server's address. */
  readonly path: string;
  readonly expires_at: string;
}

export interface NewToken {
  readonly id: string;
  readonly token: string;
}

interface Done {
  readonly status: 'done';
}

export interface SharingAnswers {
  readonly me: Me;
  readonly sharing: SharingState;
  readonly access: AccessList;
  readonly share_on_lan: SharingState;
  readonly stop_lan: SharingState;
  readonly open_tunnel: SharingState;
  readonly close_tunnel: SharingState;
  readonly pairing_code: PairingCode;
  readonly share_link: NewLink;
  readonly token: NewToken;
  readonly revoke: Done;
  readonly add_user: Done;
  readonly remove_user: Done;
}

/** Where the server answers each, without a slash at the start. */
export const SHARING_PATHS: Readonly<Record<SharingQuestion['about'], string>> = {
  me: 'api/me',
  sharing: 'api/sharing',
  access: 'api/access',
  share_on_lan: 'api/sharing/lan',
  stop_lan: 'api/sharing/lan/stop',
  open_tunnel: 'api/sharing/tunnel',
  close_tunnel: 'api/sharing/tunnel/stop',
  pairing_code: 'api/access/pairing',
  share_link: 'api/access/links',
  token: 'api/access/tokens',
  revoke: 'api/access/revoke',
  add_user: 'api/access/users',
  remove_user: 'api/access/users/remove',
};

export function isSharingQuestion(question: { readonly about: string }): question is SharingQuestion {
  return Object.hasOwn(SHARING_PATHS, question.about);
}

/** The body to POST; undefined for what is only looked up. */
export function sharingBody({ about, ...body }: SharingQuestion): Readonly<Record<string, unknown>> | undefined {
  return about === 'me' || about === 'sharing' || about === 'access' ? undefined : body;
}
