import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { formatPercent } from '../../src/protocol/format.ts';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT } from '../../src/protocol/selectors.ts';

const ARC = 'M12 60 A48 48 0 0 1 108 60';

/** A half circle from 0 to 100 with the two thresholds marked; dashed, empty and unmarked when the percent is unknown. */
export function gauge(percent: number | null): TemplateResult {
  const shown = Math.min(100, Math.max(0, percent ?? 0));
  return html`
    <svg
      class="gauge"
      viewBox="0 -9 120 75"
      role="meter"
      aria-label="Context window in use"
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${shown}
      aria-valuetext=${percent === null ? 'unknown' : formatPercent(percent)}
    >
      <path class="gauge-ground" d=${ARC} fill="none" stroke-dasharray=${percent === null ? '3 4' : nothing} />
      ${
        percent === null
          ? nothing
          : svg`<path class="gauge-fill" d=${ARC} fill="none" pathLength="100" stroke-dasharray="${shown} 100" />`
      }
      ${(percent === null ? [] : [CONTEXT_WARNING_PERCENT, CONTEXT_CRITICAL_PERCENT]).map(
        (mark) => svg`
          <line class="gauge-mark" x1="4" x2="20" y1="60" y2="60" transform="rotate(${mark * 1.8} 60 60)" />
          <text class="gauge-number" x=${60 - Math.cos((mark * Math.PI) / 100) * 62} y="-2" aria-hidden="true">${mark}</text>
        `,
      )}
    </svg>
  `;
}
