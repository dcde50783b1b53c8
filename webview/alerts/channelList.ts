import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ToldChannel } from '../../src/protocol/alertQuestions.ts';
import { exactNumber } from '../exactNumber.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { actionButton, problemText } from '../share/parts.ts';
import type { ShownAlerts } from './alertItem.ts';

/** By what people are told, and whether that works. */
export function channelList(shown: ShownAlerts): TemplateResult | typeof nothing {
  const { channels } = shown.model;
  if (channels === null) return nothing;
  return html`
    <section class="channels" aria-labelledby="channels-title">
      <h3 id="channels-title">Channels</h3>
      ${
        channels.length === 0
          ? html`<p class="alert-quiet">None is set up: alerts are told in this page and in VS Code only.</p>`
          : html`<ul>
              ${channels.map((channel) => channelItem(channel, shown))}
            </ul>`
      }
    </section>
  `;
}

function channelItem({ name, waiting, problem }: ToldChannel, { model, mayAdminister }: ShownAlerts): TemplateResult {
  const attempt = model.attempts.of(`test ${name}`);
  const test = model.tests.get(name);
  const state = waiting > 0 ? `${exactNumber(waiting)} on their way` : 'ready';
  return html`
    <li class="channel">
      <span class="channel-name"><b>${plainText(name)}</b></span>
      <span class=${problem === null ? 'quiet' : 'channel-problem'}>
        ${problem === null ? state : html`${icon('stalled')}${plainText(problem)}`}
      </span>
      ${
        mayAdminister
          ? html`<span title="Send a message to ${name} now"
              >${actionButton('Test', { attempt, busy: 'Sending…', run: () => model.test(name) })}</span
            >`
          : nothing
      }
      ${
        test === undefined
          ? nothing
          : html`<p class="channel-test ${test.worked ? '' : 'channel-problem'}" role="status">
              ${icon(test.worked ? 'done' : 'error')}${test.worked ? 'Delivered' : 'Not delivered'}:
              ${plainText(test.answer)}
            </p>`
      }
      ${problemText(attempt.problem)}
    </li>
  `;
}
