import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT } from '../../src/protocol/selectors.ts';

/** How full the context window is, as a ring with the two thresholds; dashed when it is not known. The number stands in it. */
export function contextRing(percent: number | null): TemplateResult {
  return html`<svg class="ring" viewBox="0 0 64 64" aria-hidden="true">
    <circle class="ring-ground" cx="32" cy="32" r="27" stroke-dasharray=${percent === null ? '3 4' : nothing} />
    ${
      percent === null
        ? nothing
        : svg`<circle class="ring-fill" cx="32" cy="32" r="27" pathLength="100"
            stroke-dasharray="${Math.min(100, Math.max(0, percent))} 100" transform="rotate(-90 32 32)" />
          ${[CONTEXT_WARNING_PERCENT, CONTEXT_CRITICAL_PERCENT].map(
            (mark) =>
              svg`<line class="ring-mark" x1="32" x2="32" y1="1" y2="9" transform="rotate(${mark * 3.6} 32 32)" />`,
          )}`
    }
  </svg>`;
}
