import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { elapsed, estimatedRemaining } from '../../src/protocol/selectors.ts';
import { icon } from '../icons.ts';
import { markup } from '../markup.ts';
import type { SessionMoment } from '../moment.ts';
import { wordsOf } from '../statusWords.ts';
import type { Metric } from './statusMetrics.ts';
import './stuckLine.ts';

/**
 * The status in one line, which stays in sight while the whole of it is scrolled away. Only for the eye: it says nothing
 * that the status, the header and the tasks do not say.
 */
export function statusBrief(moment: SessionMoment, metrics: readonly Metric[]): TemplateResult {
  const { state, now, clock, view } = moment;
  const { tone, word, icon: sign } = wordsOf(state, now, view.connection);
  const ran = elapsed(state, now);
  const left = estimatedRemaining(state, now);
  return html`
    <livestream-stuck-line class="brief tone-${tone}" aria-hidden="true" hidden .at=${clock}>
      <div class="brief-line">
        <strong class="brief-word">${icon(sign)}${word}</strong>
        ${metrics.map(
          ({ label, value, name }) =>
            html`<span class="brief-part brief-${name}"><span class="brief-label">${label}</span> ${value}</span>`,
        )}
        ${
          ran === null
            ? nothing
            : html`<span class="brief-part"
                ><span class="brief-label">${t`Elapsed`}</span> ${formatDuration(ran)}</span
              >`
        }
        ${
          left === null
            ? nothing
            : html`<span class="brief-part" title=${t`If the rest of the tasks goes like the start`}>
                ${markup(t('{about} {time} left'), { about: html`<span class="brief-label">${t`about`}</span>`, time: formatDuration(left) })}<span
                  class="brief-label brief-basis"
                  >${t`, if the rest goes like the start`}</span
                >
              </span>`
        }
      </div>
    </livestream-stuck-line>
  `;
}
