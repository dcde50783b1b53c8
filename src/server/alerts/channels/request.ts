import { inEnglish } from '../../../protocol/language.ts';
/** One POST of JSON, as a service wants it. */
export interface WebhookRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A secret that cannot be used. Its words never repeat it. */
export class SecretProblem extends Error {}

/** The address that is a channel's secret. */
export function secretAddress(secret: string): URL {
  if (URL.canParse(secret)) {
    const url = new URL(secret);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  }
  throw new SecretProblem(inEnglish`its secret is no web address: copy the whole webhook URL, from "https://" on`);
}

export function jsonRequest(url: URL, body: object): WebhookRequest {
  return { url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
