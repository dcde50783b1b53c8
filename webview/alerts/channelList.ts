import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ToldChannel } from '../../src/protocol/alertQuestions.ts';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
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
      <h3 id="channels-title">${t`Channels`}</h3>
      ${
        channels.length === 0
          ? html`<p class="alert-quiet">${t`None is set up: alerts are told in this page and in VS Code only.`}</p>`
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
  const state = waiting > 0 ? t`${formatExact(waiting)} on their way` : t('ready');
  return html`
    <li class="channel">
      <span class="channel-name"><b>${plainText(name)}</b></span>
      <span class=${problem === null ? 'quiet' : 'channel-problem'}>
        ${problem === null ? state : html`${icon('stalled')}${plainText(said(problem))}`}
      </span>
      ${
        mayAdminister
          ? html`<span title=${t`Send a message to ${name} now`}
              >${actionButton(t({ message: 'Test', comment: 'verb' }), { attempt, busy: t('Sending…'), run: () => model.test(name) })}</span
            >`
          : nothing
      }
      ${
        test === undefined
          ? nothing
          : html`<p class="channel-test ${test.worked ? '' : 'channel-problem'}" role="status">
              ${icon(test.worked ? 'done' : 'error')}${test.worked ? t('Delivered') : t('Not delivered')}:
              ${plainText(said(test.answer))}
            </p>`
      }
      ${problemText(attempt.problem)}
    </li>
  `;
}
