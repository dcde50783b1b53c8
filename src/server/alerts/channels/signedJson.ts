import { inEnglish } from '../../../protocol/language.ts';
import { createHmac } from 'node:crypto';
import type { Message } from '../message.ts';
import { SecretProblem } from './request.ts';
import type { WebhookRequest } from './request.ts';

/** How Standard Webhooks writes a key: base64 behind this. Any other secret is taken as it is. */
const KEY_PREFIX = 'whsec_';
/** A shorter key can be guessed, bytes. */
const KEY_BYTES = 16;

/**
 * JSON for a program of the person's own, signed as Standard Webhooks has it: HMAC-SHA256 over id, time and body, so that
 * neither can be changed, nor an old one be sent again unnoticed. `now`: ms since the Unix epoch.
 */
export function signedJsonRequest(url: string, secret: string, message: Message, now: number): WebhookRequest {
  const body = JSON.stringify({
    type: message.rule === 'test' ? 'livestream.test' : 'livestream.alert',
    timestamp: new Date(message.time).toISOString(),
    data: {
      id: message.id,
      rule: message.rule,
      severity: message.severity,
      session_id: message.session,
      title: message.title,
      text: message.text,
      value: message.value,
      threshold: message.threshold,
      custom_type: message.customType,
    },
  });
  // Header values are one line of ASCII; a session's name need not be.
  const id = encodeURIComponent(message.id);
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  return { url: new URL(url), headers, body };
}

function keyOf(secret: string): Buffer {
  const key = secret.startsWith(KEY_PREFIX)
    ? Buffer.from(secret.slice(KEY_PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');
  if (key.length < KEY_BYTES) {
    throw new SecretProblem(
      inEnglish`its key has fewer than ${KEY_BYTES} bytes, so it could be guessed: take a longer one`,
    );
  }
  return key;
}
