import type { SharingState } from '../../../src/protocol/sharing.ts';
import type { AccessList, GrantInfo } from '../../../src/protocol/sharingQuestions.ts';
import type { FrameServer, HttpAnswer } from './frameServer.ts';

const LAN_URL = 'http://192.0.2.7:8080/';
const MINUTE_MS = 60_000;

export const NOT_SHARED: SharingState = {
  port: 8080,
  lan: null,
  interfaces: [
    { name: 'wlan0', address: '192.0.2.7', is_default: true },
    { name: 'eth0', address: '198.51.100.7', is_default: false },
  ],
  tunnel: null,
  advice: [],
};

export const SHARED: SharingState = {
  ...NOT_SHARED,
  lan: { address: '192.0.2.7', url: LAN_URL, since: new Date().toISOString() },
  tunnel: { url: 'https://a1b2.ngrok.example/', state: 'open', message: null },
  advice: ['If the phone waits in vain, a firewall is in the way: sudo ufw allow 8080/tcp'],
};

/** One who was let in, an hour ago, unless told otherwise. */
export function grant(more: Partial<GrantInfo> & Pick<GrantInfo, 'id'>): GrantInfo {
  const before = (minutes: number): string => new Date(Date.now() - minutes * MINUTE_MS).toISOString();
  return {
    kind: 'device',
    role: 'viewer',
    name: 'Safari on iPhone',
    user: null,
    session: null,
    created_at: before(60),
    expires_at: null,
    first_seen: before(60),
    last_seen: before(3),
    address: '192.0.2.20',
    current: false,
    ...more,
  };
}

/** What the server says of sharing, as a test wants it, and what it was asked to change. */
export class SharingAnswers {
  sharing: SharingState = NOT_SHARED;
  access: AccessList = { grants: [], users: [] };
  /** How long a code is good for, ms. */
  codeLifetime = 5 * MINUTE_MS;
  readonly asked: { readonly path: string; readonly body: unknown }[] = [];
  /** Answers in place of the others, by path. */
  readonly instead = new Map<string, () => HttpAnswer | Promise<HttpAnswer>>();
  #codes = 0;

  /** To a person who may do everything, or all but administer. */
  constructor(server: FrameServer, may: 'administer' | 'share' = 'administer') {
    const role = may === 'administer' ? 'owner' : 'local';
    server.you = { role, session: null, may: role === 'owner' ? ['share', 'administer'] : ['share'] };
    server.answer = ({ pathname }, body) => this.#answer(pathname.replace(/^\/api\//, ''), body);
  }

  #answer(path: string, body: unknown): HttpAnswer | Promise<HttpAnswer> {
    if (body !== null) this.asked.push({ path, body });
    return this.instead.get(path)?.() ?? { status: 200, body: this.#body(path) };
  }

  #body(path: string): unknown {
    switch (path) {
      case 'me':
        return { role: 'owner', session: null, name: null, kind: null, may: [] };
      case 'access':
        return this.access;
      case 'access/pairing':
        return {
          code: `code-${++this.#codes}-of-a-test`,
          expires_at: new Date(Date.now() + this.codeLifetime).toISOString(),
        };
      case 'sharing/lan':
        return (this.sharing = SHARED);
      default:
        return path.startsWith('sharing') ? this.sharing : { status: 'done' };
    }
  }
}
