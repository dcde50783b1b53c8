import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { runningTool, sessionStatus } from '../../src/protocol/selectors.ts';
import type { Status } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import { wordsOf } from '../statusWords.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Actions } from './actions.ts';
import { statusBrief } from './statusBrief.ts';
import { context, cost, iteration, phase, tokens } from './statusMetrics.ts';
import type { Metric } from './statusMetrics.ts';

/** The three answers at once: is it working, does it need me, what did it cost. */
export function statusLine(moment: SessionMoment, actions: Actions): TemplateResult {
  const { state, now, clock, view } = moment;
  const status = sessionStatus(state, now);
  const words = wordsOf(state, now, view.connection);
  const evidence = plainText(status.evidence);
  return html`
    <section class="status tone-${words.tone}" aria-label=${t`Status`}>
      <div class="status-what">
        <span class="status-icon">${icon(words.icon)}</span>
        <div class="status-text">
          <p class="status-head">
            <strong class="status-word">${words.word}</strong>
            <span class="status-verdict">${words.verdict}</span>
            ${whyButton({ of: 'status' }, t('Status'), actions)}
          </p>
          <p class="status-evidence">
            <span class="status-fact" title=${evidence}>${evidence}</span>
            ${
              status.since === null
                ? nothing
                : html`<span class="status-age"
                    ><span class="status-dot">· </span>${age(state, status, clock - status.since)}</span
                  >`
            }
          </p>
        </div>
      </div>
      <dl class="metrics">${[phase, iteration, context, tokens, cost].map((of) => metric(of(moment), actions))}</dl>
    </section>
    ${statusBrief(
      moment,
      [phase, context, cost].map((of) => of(moment)),
    )}
  `;
}

/** What a session is in the middle of lasts; anything else lies back. */
function age(state: SessionState, { name }: Status, ms: number): string {
  const lasts = name === 'waiting' || name === 'idle' || (name === 'running' && state.turn !== null);
  const time = formatDuration(ms);
  if (!lasts) return t`${time} ago`;
  if (name !== 'running') return t`for ${time}`;
  const others = runningTool(state) === null ? 0 : state.tools.length - 1;
  if (others <= 0) return time;
  return count(others, { one: t('{1}, and 1 tool more'), other: t('{1}, and {0} tools more') }, time);
}

/** The whole of it is the button that asks why: a number of this size is its own place to press. */
function metric({ subject, label, value, detail, name }: Metric, actions: Actions): TemplateResult {
  return html`
    <div class="metric metric-${name}">
      <dt>${label}</dt>
      <dd>
        <span class="metric-value">${value}</span>
        ${detail === null ? nothing : html`<span class="metric-detail">${detail}</span>`}
        ${whyButton({ of: subject }, `${label}: ${value}`, actions)}
      </dd>
    </div>
  `;
}
