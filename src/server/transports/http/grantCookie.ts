import type { CookieOptions, Response } from 'express';
import type { NewGrant } from '../../access/grantStore.ts';
import { accessRequest, cookieName, isHttps } from '../../access/request.ts';

/** How long a browser is asked to keep what does not expire, ms: 400 days, more than that no browser keeps. */
const LONGEST_COOKIE_MS = 400 * 24 * 3_600_000;

/** Gives the browser the secret of a grant, where no script can read it. */
export function setGrantCookie(response: Response, { grant, secret }: NewGrant, now: number): void {
  const maxAge = grant.expiresAt === null ? LONGEST_COOKIE_MS : grant.expiresAt - now;
  response.cookie(cookieName(accessRequest(response.req)), secret, { ...options(response), maxAge });
}

export function clearGrantCookie(response: Response): void {
  response.clearCookie(cookieName(accessRequest(response.req)), options(response));
}

function options({ req }: Response): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: isHttps(accessRequest(req)), path: '/' };
}
