import { discordRequest } from './channels/discord.ts';
import { ntfyRequest } from './channels/ntfy.ts';
import type { WebhookRequest } from './channels/request.ts';
import { signedJsonRequest } from './channels/signedJson.ts';
import { slackRequest } from './channels/slack.ts';
import { teamsRequest } from './channels/teams.ts';
import type { Message } from './message.ts';
import type { Channel } from './settings.ts';

/** A message in the form of a channel's service. Throws a SecretProblem where its secret is none. */
export function requestFor(channel: Channel, secret: string, message: Message, now: number): WebhookRequest {
  switch (channel.type) {
    case 'slack':
      return slackRequest(secret, message);
    case 'discord':
      return discordRequest(secret, message);
    case 'teams':
      return teamsRequest(secret, message);
    case 'ntfy':
      return ntfyRequest(secret, message);
    case 'json':
      return signedJsonRequest(channel.url, secret, message, now);
  }
}
