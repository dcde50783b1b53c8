import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';

const WIDTH = 96;
const HEIGHT = 28;
/** Fewer points are no course. */
export const COURSE_AT_LEAST = 3;

/** The course of the context window's fill over the session, percent: a falling edge is a compaction or a new iteration. */
export function sparkline(course: readonly number[]): TemplateResult | typeof nothing {
  if (course.length < COURSE_AT_LEAST) return nothing;
  const top = Math.max(50, ...course);
  const points = course.map((percent, index) => {
    const x = (index / (course.length - 1)) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - 2 - (percent / top) * (HEIGHT - 4)).toFixed(1)}`;
  });
  const words = t`Context window over the session: from ${course[0]!} % to ${course.at(-1)!} %, at most ${Math.max(...course)} %`;
  return html`<svg
    class="sparkline"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    width=${WIDTH}
    height=${HEIGHT}
    role="img"
    aria-label=${words}
  >
    <title>${words}</title>
    <polyline points=${points.join(' ')} />
  </svg>`;
}
