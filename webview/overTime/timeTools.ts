import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { moved, zoomed } from '../charts/timeRange.ts';
import type { TimeRange } from '../charts/timeRange.ts';
import { formatMoment, formatSecond } from '../clock.ts';
import { icon } from '../icons.ts';
import { NEARER } from './chartKeys.ts';

interface TimeTools {
  readonly whole: TimeRange;
  readonly view: TimeRange;
  /** null: the whole. */
  readonly show: (view: TimeRange | null) => void;
}

/** Which part of the session's time the charts show, and the buttons to look at another. */
export function timeTools({ whole, view, show }: TimeTools): TemplateResult {
  const isWhole = view.from === whole.from && view.to === whole.to;
  const middle = (view.from + view.to) / 2;
  return html`
    <div class="time-tools">
      <p class="time-view">
        <strong>${isWhole ? t`The whole session` : t`A part of the session`}</strong> ${rangeWords(view)}
      </p>
      <p class="time-hint quiet">${t`Drag across a chart to zoom in, double-click to see the whole.`}</p>
      <div class="time-buttons" role="group" aria-label=${t`Time on view`}>
        ${button(t('Earlier'), () => show(moved(view, -0.5)), icon('stepBack'))}
        ${button(t('Later'), () => show(moved(view, 0.5)), icon('step'))}
        ${button(t('Zoom in'), () => show(zoomed(view, NEARER, middle)), '+')}
        ${button(t('Zoom out'), () => show(zoomed(view, 1 / NEARER, middle)), '−')}
        <button class="plain-button" @click=${() => show(null)}>${t`Whole session`}</button>
      </div>
    </div>
  `;
}

/** Of a part that is shorter, ms, the seconds matter too. */
const SECONDS_BELOW = 10 * 60_000;

/** "23 Nov, 00:25 to 23 Nov, 04:10, 3 h 45 m" */
function rangeWords({ from, to }: TimeRange): string {
  const say = to - from < SECONDS_BELOW ? formatSecond : formatMoment;
  return t`${say(from)} to ${say(to)}, ${formatDuration(to - from)}`;
}

function button(label: string, press: () => void, sign: TemplateResult | string): TemplateResult {
  return html`<button class="plain-button time-button" aria-label=${label} title=${label} @click=${press}>
    ${sign}
  </button>`;
}
