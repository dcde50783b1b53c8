import { html, nothing, svg } from 'lit';
import type { SVGTemplateResult, TemplateResult } from 'lit';
import type { ContextParts } from '../../src/protocol/contextParts.ts';
import { formatPercent } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { CONTEXT_CRITICAL_PERCENT, CONTEXT_WARNING_PERCENT } from '../../src/protocol/selectors.ts';

const THRESHOLDS = [CONTEXT_WARNING_PERCENT, CONTEXT_CRITICAL_PERCENT];

/** The context window as a bar with its two thresholds: used, free, and kept by the agent. Empty where nothing is known. */
export function contextBar(percent: number | null, parts: ContextParts | null): TemplateResult {
  const used = Math.min(100, Math.max(0, percent ?? 0));
  const share = (tokens: number): number => (parts === null ? 0 : (tokens / parts.window) * 100);
  const kept = share(parts?.kept?.tokens ?? 0);
  return html`
    <svg
      class="context-bar"
      width="100%"
      height="30"
      role="meter"
      aria-label=${t`Context window in use`}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${used}
      aria-valuetext=${percent === null ? t('unknown') : formatPercent(percent)}
    >
      <pattern id="context-kept" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="bar-hatch" width="2" height="5" />
      </pattern>
      <rect class="bar-ground ${percent === null ? 'bar-unknown' : ''}" x="0" y="1" width="100%" height="12" rx="3" />
      ${
        percent === null
          ? nothing
          : svg`
              ${part('bar-used', 0, used)} ${part('bar-start', 0, share(parts?.start?.tokens ?? 0))}
              ${part('bar-kept', 100 - kept, kept)} ${THRESHOLDS.map(threshold)}
            `
      }
    </svg>
  `;
}

function part(kind: string, from: number, width: number): SVGTemplateResult | typeof nothing {
  if (width <= 0) return nothing;
  return svg`<rect class=${kind} x="${from}%" y="1" width="${width}%" height="12" rx="3" />`;
}

function threshold(percent: number): SVGTemplateResult {
  return svg`
    <line class="bar-mark" x1="${percent}%" x2="${percent}%" y1="0" y2="17" />
    <text class="bar-number" x="${percent}%" y="28" aria-hidden="true">${percent}</text>
  `;
}
