import { inEnglish } from '../../../protocol/language.ts';
import type { Severity } from '../../../protocol/alerts.ts';
import type { Message } from '../message.ts';
import { jsonRequest, secretAddress, SecretProblem } from './request.ts';
import type { WebhookRequest } from './request.ts';

/** From 1 to 5, where 3 is usual. */
const PRIORITIES: Readonly<Record<Severity, number>> = { needs_you: 5, problem: 4, news: 3 };
const TAGS: Readonly<Record<Severity, string>> = {
  needs_you: 'raising_hand',
  problem: 'warning',
  news: 'information_source',
};

/** A topic of ntfy: its address, with an access token as password where it needs one: "https://:tk_…@ntfy.example/topic". */
export function ntfyRequest(secret: string, { title, text, severity }: Message): WebhookRequest {
  const address = secretAddress(secret);
  const [, path, topic] = /^(.*\/)([^/]+)\/?$/.exec(address.pathname) ?? [];
  if (path === undefined || topic === undefined) {
    throw new SecretProblem(inEnglish`its address names no topic: it is written "https://ntfy.sh/my-topic"`);
  }
  const message = {
    topic: decodeURIComponent(topic),
    title,
    message: text,
    priority: PRIORITIES[severity],
    tags: [TAGS[severity]],
  };
  const request = jsonRequest(new URL(path, address.origin), message);
  const authorization = authorizationOf(address);
  return { ...request, headers: { ...request.headers, ...(authorization && { authorization }) } };
}

function authorizationOf({ username, password }: URL): string | undefined {
  if (password === '') return undefined;
  const [user, key] = [decodeURIComponent(username), decodeURIComponent(password)];
  return user === '' ? `Bearer ${key}` : `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`;
}
