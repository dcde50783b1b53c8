import { inEnglish } from '../../protocol/language.ts';
import type { Authorization } from './access.ts';
import type { Grant } from './accessFile.ts';
import { bearerSecret, cookieSecret, isLocal, isOwnOrigin, isOwnPage, visitorAddress } from './request.ts';
import type { AccessRequest } from './request.ts';
import { sameSecret } from './secrets.ts';
import type { Visitor } from './visitor.ts';

export interface AuthorizeInput {
  /** The server's own secret, in the data folder. */
  readonly ownerToken: string;
  /** Even programs on this machine need a credential. */
  readonly requireToken: boolean;
  readonly find: (secret: string) => Grant | undefined;
  /** How long an address has to wait after a credential that was wrong, ms; 0 for not at all. */
  readonly wrongCredential: (address: string) => number;
}

/**
 * The one rule for HTTP requests and WebSocket upgrades. A browser page of another origin is refused whoever runs it.
 * Then a credential says who somebody is, then the place that they ask from; all others are nobody.
 */
export function authorize(request: AccessRequest, input: AuthorizeInput): Authorization {
  if (!isOwnOrigin(request) || !isOwnPage(request)) {
    const { origin = inEnglish`of another site` } = request.headers;
    const message = inEnglish`Requests from the page ${origin} are refused. Open the dashboard at this server's own address.`;
    return { ok: false, status: 403, message };
  }
  const address = visitorAddress(request);
  const local = isLocal(request) && !input.requireToken;
  const bearer = bearerSecret(request);
  const byBearer = bearer === undefined ? undefined : byCredential(bearer, request, input);
  if (byBearer) return { ok: true, visitor: byBearer };
  const cookie = cookieSecret(request);
  const byCookie = cookie === undefined ? undefined : byCredential(cookie, request, input);
  // Whoever opens their own invitation on their own machine does not lose what they may do there.
  if (byCookie && (byCookie.role === 'owner' || !local)) return cookieVisitor(byCookie, request);
  if (local)
    return { ok: true, visitor: { role: 'local', session: null, grant: null, address, seesSecrets: isLocal(request) } };
  // A cookie that was revoked is no guess: browsers go on sending it.
  const wait = bearer === undefined ? 0 : input.wrongCredential(address);
  if (wait > 0) return tooManyGuesses(wait);
  return { ok: true, visitor: { role: 'nobody', session: null, grant: null, address, seesSecrets: false } };
}

/** 429 and when to come back, for an address that has shown too many wrong credentials. */
export function tooManyGuesses(waitMs: number): Extract<Authorization, { ok: false }> {
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  const message = inEnglish`Too many wrong attempts from this address. Try again in ${retryAfterSeconds} s.`;
  return { ok: false, status: 429, message, retryAfterSeconds };
}

function byCredential(secret: string, request: AccessRequest, input: AuthorizeInput): Visitor | undefined {
  const address = visitorAddress(request);
  if (sameSecret(secret, input.ownerToken))
    return { role: 'owner', session: null, grant: null, address, seesSecrets: isLocal(request) };
  const grant = input.find(secret);
  if (!grant) return undefined;
  const { id, role, session } = grant;
  return { role, session, grant: id, address, seesSecrets: role === 'owner' && isLocal(request) };
}

/**
 * A browser adds cookies to what any page asks. It says which page in Origin for everything but a plain GET; where it
 * does not, nothing shows that the person meant to ask.
 */
function cookieVisitor(visitor: Visitor, { headers, method }: AccessRequest): Authorization {
  if (method === 'GET' || method === 'HEAD' || headers.origin !== undefined) return { ok: true, visitor };
  const message = inEnglish`A request that changes something, and has a cookie, needs the Origin header. Programs use "Authorization: Bearer".`;
  return { ok: false, status: 403, message };
}
