import assert from 'node:assert/strict';
import { requestFor } from '../../../../src/server/alerts/channels.ts';
import { SecretProblem } from '../../../../src/server/alerts/channels/request.ts';
import { messageOf } from '../../../../src/server/alerts/message.ts';
import { alertSettings } from '../../../../src/server/alerts/settings.ts';

const HOSTILE = '<!channel> @everyone [link](http://evil.example) **bold** & `code`';

const MESSAGE = messageOf({
  id: 'alert:waiting:1',
  session: 'sitzung ü',
  time: 1_795_000_000_000,
  data: {
    rule: 'waiting',
    severity: 'needs_you',
    title: `weather-app needs you\u202e\n${'x'.repeat(500)}`,
    text: HOSTILE,
    conditions: ['waiting'],
    channels: ['c'],
  },
});

/** The fields that the services' forms have, each in its own. */
interface Body {
  readonly text: string;
  readonly blocks: readonly { readonly text: { readonly type: string; readonly text: string } }[];
  readonly embeds: readonly { readonly description: string }[];
  readonly allowed_mentions: object;
  readonly type: string;
  readonly attachments: readonly {
    readonly contentType: string;
    readonly content: { readonly type: string; readonly body: readonly { readonly type: string }[] };
  }[];
  readonly topic: string;
  readonly priority: number;
}

function request(type: string, secret: string, fields: object = {}) {
  const { channels } = alertSettings.parse({ channels: [{ name: 'c', type, secret: 'env:X', ...fields }] });
  const { url, headers, body } = requestFor(channels[0]!, secret, MESSAGE, 1_795_000_001_000);
  return { url: url.href, headers, body: JSON.parse(body) as Body };
}

describe('a message', () => {
  it('is one line of bounded, printable text before it leaves', () => {
    assert.equal([...MESSAGE.title].length, 140);
    assert.match(MESSAGE.title, /^weather-app needs you x+…$/);
  });

  it('to Slack mentions nobody and links nowhere', () => {
    const { url, body } = request('slack', 'https://hooks.slack.com/services/T/B/x');
    assert.equal(url, 'https://hooks.slack.com/services/T/B/x');
    assert.doesNotMatch(body.text, /[<>]/);
    assert.deepEqual(body.blocks.map(({ text }) => text.type), ['plain_text', 'plain_text']); // prettier-ignore
    assert.ok(body.blocks[0]!.text.text.length <= 150);
  });

  it('to Discord mentions nobody and is no Markdown', () => {
    const { body } = request('discord', 'https://discord.com/api/webhooks/1/x');
    assert.deepEqual(body.allowed_mentions, { parse: [] });
    assert.ok(body.embeds[0]!.description.startsWith('\\<!channel\\> \\@everyone \\[link\\]\\(http\\://'));
  });

  it('to Teams is an adaptive card without Markdown', () => {
    const { body } = request('teams', 'https://x.logic.azure.com/workflows/1');
    const { contentType, content } = body.attachments[0]!;
    assert.deepEqual([body.type, contentType, content.type], ['message', 'application/vnd.microsoft.card.adaptive', 'AdaptiveCard']); // prettier-ignore
    assert.deepEqual(content.body.map(({ type }) => type), ['RichTextBlock', 'RichTextBlock']); // prettier-ignore
  });

  it('to ntfy names the topic, and shows the token as it wants it', () => {
    const open = request('ntfy', 'https://ntfy.sh/my-topic');
    assert.deepEqual([open.url, open.body.topic, open.body.priority, open.headers['authorization']], ['https://ntfy.sh/', 'my-topic', 5, undefined]); // prettier-ignore
    const closed = request('ntfy', 'https://:tk_abc@ntfy.example/base/my-topic');
    assert.deepEqual([closed.url, closed.headers['authorization']], ['https://ntfy.example/base/', 'Bearer tk_abc']);
    assert.equal(request('ntfy', 'https://me:pw@ntfy.example/t').headers['authorization'], 'Basic bWU6cHc=');
    assert.throws(() => request('ntfy', 'https://ntfy.sh/'), SecretProblem);
  });

  it('to a program has headers of one line of ASCII, and needs a key that cannot be guessed', () => {
    const { headers } = request('json', 'x'.repeat(16), { url: 'https://example.org/in' });
    assert.equal(headers['webhook-id'], 'sitzung%20%C3%BC%2Falert%3Awaiting%3A1');
    assert.throws(() => request('json', 'short', { url: 'https://example.org/in' }), SecretProblem);
  });

  it('is not made of a secret that is no address, and the reason does not repeat it', () => {
    for (const type of ['slack', 'discord', 'teams', 'ntfy'])
      assert.throws(() => request(type, 'file:///etc/very-secret'), (error: Error) => !error.message.includes('very-secret')); // prettier-ignore
  });
});
