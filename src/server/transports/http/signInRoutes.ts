import { inEnglish } from '../../../protocol/language.ts';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Shown } from '../../access/access.ts';
import { mayAsk } from '../../access/permission.ts';
import { accessRequest } from '../../access/request.ts';
import type { Visitor } from '../../access/visitor.ts';
import type { LivestreamApi } from '../api.ts';
import { clearGrantCookie, setGrantCookie } from './grantCookie.ts';
import { rootFrom } from './page.ts';
import { wordsFor } from './pageWords.ts';
import { refusal } from './refusals.ts';
import { HttpError, route } from './route.ts';
import type { Route } from './route.ts';
import { enterPage, signInPage } from './signInPages.ts';

/** Bytes of a sign-in form; names and passwords are short. */
const FORM_LIMIT = 8 * 1024;

const credentials = z.object({ name: z.string().max(200), password: z.string().max(2_000) });
const html = z.string().describe('A page, or a redirect to one');

/** The ways in: what a credential is shown to, and what becomes a cookie there. */
export function signInRoutes({ access, now }: LivestreamApi): readonly Route[] {
  /** The cookie, and on to the page that opens the dashboard: the credential stays in no history. */
  const enter = (response: Response, shown: Extract<Shown, { ok: true }>, to: string): void => {
    setGrantCookie(response, shown, now());
    redirect(response, 302, to);
  };
  return [
    route({
      method: 'get',
      path: '/pair',
      summary: 'Lets a device in by the one-time code of a QR code, and leads to the dashboard',
      action: 'sign_in',
      page: true,
      query: z.object({ code: z.string().max(200).default('') }),
      response: html,
      handle: ({ query, visitor, response }) => {
        // Whoever only looks whether the address is good must not use the code up.
        if (response.req.method === 'HEAD') return void response.end();
        const shown = access.pairing.use(query.code, accessRequest(response.req));
        if (shown.ok) return enter(response, shown, 'enter');
        if (!mayAsk(visitor, 'read_all', null)) throw refusal(shown);
        redirect(response, 302, '');
      },
    }),
    route({
      method: 'get',
      path: '/link/{secret}',
      summary: 'Lets a guest in by a share link, and leads to its session',
      action: 'sign_in',
      page: true,
      params: z.object({ secret: z.string().max(200) }),
      response: html,
      handle: ({ params, visitor, response }) => {
        const shown = access.openLink(params.secret, accessRequest(response.req));
        if (!shown.ok) throw refusal(shown);
        const session = shown.grant.session ?? '';
        const to = `enter?${new URLSearchParams({ session }).toString()}`;
        // Who may see it already keeps the cookie that may do more.
        if (mayAsk(visitor, 'read_session', session)) redirect(response, 302, to);
        else enter(response, shown, to);
      },
    }),
    route({
      method: 'get',
      path: '/enter',
      summary: 'A page that opens the dashboard by itself',
      action: 'load_asset',
      page: true,
      query: z.object({ session: z.string().max(200).optional() }),
      response: html,
      handle: ({ query, response }) =>
        void response
          .vary('Accept-Language')
          .type('html')
          .send(enterPage(wordsFor(response.req), query.session)),
    }),
    route({
      method: 'get',
      path: '/sign-in',
      summary: 'The form for a name and a password',
      action: 'sign_in',
      page: true,
      response: html,
      handle: ({ response }) => void sendForm(response, 200),
    }),
    route({
      method: 'post',
      path: '/sign-in',
      summary: 'Signs a named user in for 30 days. A form, or JSON',
      action: 'sign_in',
      page: true,
      rawBody: FORM_LIMIT,
      body: credentials,
      response: html,
      handle: async ({ response }) => {
        const { name, password } = readCredentials(response.req);
        const shown = await access.signIn(name, password, accessRequest(response.req));
        if (shown.ok) {
          setGrantCookie(response, shown, now());
          return redirect(response, 303, '');
        }
        if (response.req.accepts(['json', 'html']) !== 'html') throw refusal(shown);
        if (shown.retryAfterSeconds !== undefined) response.set('Retry-After', String(shown.retryAfterSeconds));
        sendForm(response, shown.status, shown.message);
      },
    }),
    route({
      method: 'post',
      path: '/sign-out',
      summary: 'Ends what this browser was let in by, and leads to the form',
      action: 'sign_in',
      page: true,
      rawBody: FORM_LIMIT,
      response: html,
      handle: ({ visitor, response }) => {
        if (endsWithBrowser(visitor)) access.revoke(visitor.grant!);
        clearGrantCookie(response);
        redirect(response, 303, 'sign-in');
      },
    }),
  ];

  /** A link is for others too, and a program's token is not a browser's. */
  function endsWithBrowser({ grant }: Visitor): boolean {
    return access.grants().some(({ id, kind }) => id === grant && (kind === 'device' || kind === 'sign_in'));
  }
}

/** To a place below the server's root: the address says nothing of host or path, which a proxy may have changed. */
function redirect(response: Response, status: 302 | 303, place: string): void {
  response.redirect(status, `${rootFrom(response.req.path)}${place}`);
}

function sendForm(response: Response, status: number, problem?: string): void {
  // Without a referrer a browser says "Origin: null" when it sends the form, which is nobody's.
  response.set('Referrer-Policy', 'same-origin');
  response
    .status(status)
    .vary('Accept-Language')
    .type('html')
    .send(signInPage(wordsFor(response.req), problem));
}

function readCredentials(request: Request): z.infer<typeof credentials> {
  const text = String(request.body ?? '');
  const parsed = credentials.safeParse(
    request.is('json') ? parseJson(text) : Object.fromEntries(new URLSearchParams(text)),
  );
  if (!parsed.success) throw new HttpError(422, inEnglish`A name and a password are needed.`, 'name');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, inEnglish`The body is not JSON. Send one JSON object.`);
  }
}
