import type { Role } from '../../protocol/access.ts';

/** Whoever makes a request or holds a socket, as far as access goes. */
export interface Visitor {
  readonly role: Role;
  /** The one session a guest may see; null for all others. */
  readonly session: string | null;
  /** The grant by which they were let in, so that revoking it ends what they hold; null without one. */
  readonly grant: string | null;
  /** Where they are: the peer's address, or behind a proxy on this machine the one it was told by the proxy. */
  readonly address: string;
  /** False where secrets in what sessions say are masked: for everyone but the owner at this machine. */
  readonly seesSecrets: boolean;
}
