import type { Message } from '../message.ts';
import { jsonRequest, secretAddress } from './request.ts';
import type { WebhookRequest } from './request.ts';

/** An incoming webhook of Slack, and of those that speak like it. `plain_text` has no mentions and no links. */
export function slackRequest(secret: string, { title, text }: Message): WebhookRequest {
  const plain = (content: string): object => ({ type: 'plain_text', text: content || ' ', emoji: false });
  return jsonRequest(secretAddress(secret), {
    // What a notification shows. These three characters are Slack's own.
    text: `${title}: ${text}`.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    blocks: [
      { type: 'header', text: plain(title) },
      { type: 'section', text: plain(text) },
    ],
  });
}
