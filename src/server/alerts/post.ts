import { inEnglish } from '../../protocol/language.ts';
import type { LookupAddress } from 'node:dns';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { reachOf } from './addresses.ts';
import type { WebhookRequest } from './channels/request.ts';

/** How a service may answer. Nothing of what it says is kept: it may repeat the address, which is a secret. */
export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  /** Nothing was sent: the address is none that may be asked. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** All addresses of a name. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

export interface PostOptions {
  readonly resolve: Resolve;
  readonly allowPrivate: boolean;
  /** How long all of it may take, ms. */
  readonly timeoutMs: number;
}

class AddressRefused extends Error {}

/**
 * Sends one request on a connection of its own. Where it goes is judged by the address that is connected to, not by its
 * name, so that a name which means another address a moment later leads nowhere. Redirects are not followed.
 */
export function post({ url, headers, body }: WebhookRequest, options: PostOptions): Promise<Answer> {
  const { allowPrivate, timeoutMs } = options;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const refusal = isIP(literal) === 0 ? undefined : refusalOf(literal, allowPrivate);
  if (refusal !== undefined) return Promise.resolve({ kind: 'refused', reason: refusal });
  if (url.protocol !== 'https:' && !allowPrivate) {
    return Promise.resolve({
      kind: 'refused',
      reason: inEnglish`the address is not https, so that others could read along`,
    });
  }
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const sent = send(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'context-foundry-livestream' },
        agent: false,
        lookup: guardedLookup(options),
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => resolve(answerOf(response)),
    );
    sent.on('error', (error) => resolve(failureOf(error, timeoutMs)));
    sent.end(body);
  });
}

/** The status is the answer: what follows it is not waited for. */
function answerOf(response: IncomingMessage): Answer {
  const { statusCode = 0, headers } = response;
  response.on('error', () => undefined);
  response.destroy();
  return { kind: 'answered', status: statusCode, retryAfter: headers['retry-after'] };
}

function guardedLookup({ resolve, allowPrivate }: PostOptions): LookupFunction {
  return (name, { all }, callback) => {
    resolve(name).then(
      (found) => {
        const refusals = found.map(({ address }) => refusalOf(address, allowPrivate));
        const refused = refusals.find((reason) => reason !== undefined);
        // One of them is enough: which one is connected to would be chance.
        if (refused !== undefined) return callback(new AddressRefused(refused), []);
        if (all === true || found[0] === undefined) return callback(null, [...found]);
        callback(null, found[0].address, found[0].family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, []),
    );
  };
}

function refusalOf(address: string, allowPrivate: boolean): string | undefined {
  const reach = reachOf(address);
  if (reach === 'forbidden')
    return inEnglish`the address is link-local, of a cloud’s metadata, or none that messages are sent to`;
  if (reach === 'public' || allowPrivate) return undefined;
  return inEnglish`the address is on this machine or in a private network; "allowPrivate" of the channel allows that`;
}

/** Codes of the system only: its messages name the address. */
function failureOf(error: Error & { readonly code?: unknown }, timeoutMs: number): Answer {
  if (error instanceof AddressRefused) return { kind: 'refused', reason: error.message };
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return { kind: 'failed', reason: inEnglish`no answer within ${timeoutMs / 1000} s` };
  }
  return {
    kind: 'failed',
    reason: typeof error.code === 'string' ? inEnglish`no connection (${error.code})` : inEnglish`no connection`,
  };
}
