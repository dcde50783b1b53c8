import type { Severity } from '../../../protocol/alerts.ts';
import type { Message } from '../message.ts';
import { jsonRequest, secretAddress } from './request.ts';
import type { WebhookRequest } from './request.ts';

const COLOURS: Readonly<Record<Severity, string>> = { needs_you: 'warning', problem: 'attention', news: 'default' };

/** A workflow of Microsoft Teams that is started by a webhook: an adaptive card, whose text runs know no Markdown. */
export function teamsRequest(secret: string, { title, text, severity }: Message): WebhookRequest {
  const block = (run: object): object => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', ...run }] });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block({ text: title, weight: 'bolder', color: COLOURS[severity] }),
      ...text.split('\n').map((line) => block({ text: line || ' ' })),
    ],
  };
  return jsonRequest(secretAddress(secret), {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  });
}
