import type { Severity } from '../../../protocol/alerts.ts';
import type { Message } from '../message.ts';
import { jsonRequest, secretAddress } from './request.ts';
import type { WebhookRequest } from './request.ts';

const COLOURS: Readonly<Record<Severity, number>> = { needs_you: 0xf5a623, problem: 0xd0021b, news: 0x4a90d9 };

/** A webhook of Discord. What a session says mentions nobody and is no Markdown. */
export function discordRequest(secret: string, { title, text, severity, time }: Message): WebhookRequest {
  const embed = {
    title: literal(title).slice(0, 256),
    description: literal(text).slice(0, 4_096),
    color: COLOURS[severity],
    timestamp: new Date(time).toISOString(),
  };
  return jsonRequest(secretAddress(secret), { embeds: [embed], allowed_mentions: { parse: [] } });
}

function literal(text: string): string {
  return text.replace(/[\\*_~`|[\]()<>#@:>-]/g, '\\$&');
}
