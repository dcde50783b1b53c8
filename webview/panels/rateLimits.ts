import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { RateLimit } from '../../src/protocol/events.ts';
import { formatDuration, formatPercent } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { formatMinute, formatMoment } from '../clock.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { Tone } from '../statusWords.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';

/** Percent of an allowance from which it is worth a look, and from which it may soon stop the work. */
const HIGH_PERCENT = 75;
const NEARLY_ALL_PERCENT = 90;
const DAY_MS = 86_400_000;

/** How much of its allowances the account has used up, and when they begin anew. */
export const rateLimitsPanel: Panel = {
  id: 'rate-limits',
  get title() {
    return t('Rate limits');
  },
  area: 'use',
  aside: ({ state }, actions) =>
    html`<span>${plainText(state.rateLimits?.plan ?? '')}</span>
      ${whyButton({ of: 'limits' }, t('Rate limits'), actions)}`,
  render: ({ state, now, clock }) => {
    if (state.rateLimits === null) return null;
    const { limits, reached, at } = state.rateLimits;
    return html`
      ${reached === null ? nothing : reachedLine(reached)}
      <ul class="limits">
        ${limits.map((limit) => limitRow(limit, now))}
      </ul>
      <p class="source">${t`told ${formatDuration(clock - at)} ago`}</p>
    `;
  },
};

function reachedLine(reached: string): TemplateResult {
  return html`<p class="hint tone-bad">
    ${icon('failed')}<span><strong>${t`Reached:`}</strong> ${plainText(said(reached))}</span>
  </p>`;
}

function limitRow({ name, used_percent: used, resets_at: resets }: RateLimit, now: number): TemplateResult {
  const label = plainText(said(name));
  const over = resets !== undefined && resets <= now;
  return html`
    <li class="limit tone-${over ? 'neutral' : toneOf(used)}">
      <p class="limit-head"><span>${label}</span><strong>${t`${formatPercent(used)} used`}</strong></p>
      <progress max="100" value=${Math.min(100, used)} aria-label=${t`${label} used`}></progress>
      ${resets === undefined ? nothing : html`<p class="quiet">${resetWords(resets, now)}</p>`}
    </li>
  `;
}

function toneOf(used: number): Tone {
  if (used >= NEARLY_ALL_PERCENT) return 'bad';
  return used >= HIGH_PERCENT ? 'warning' : 'good';
}

/** "begins anew at 05:20, in 2 h 10 m" */
function resetWords(resets: number, now: number): string {
  const left = resets - now;
  if (left <= 0) return t`began anew at ${formatMoment(resets)}; what is used since is not told`;
  const when = (left < DAY_MS ? formatMinute : formatMoment)(resets);
  return t`begins anew at ${when}, in ${formatDuration(left)}`;
}
