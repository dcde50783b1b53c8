import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import { formatExact } from '../../src/protocol/format.ts';
import type { Mark, MarkKind } from '../../src/protocol/history.ts';
import { t } from '../../src/protocol/language.ts';
import { formatTime } from '../clock.ts';
import { plainText } from '../log/ansi.ts';
import { MARK_SHAPES, markWord } from './markKinds.ts';

/** Places for marks of one kind along the track; more of them would only cover each other. */
const PLACES = 240;

const ORDER = Object.keys(MARK_SHAPES) as readonly MarkKind[];

/** The marks where they belong on the track. A press on one goes there. */
export function markTrack(marks: readonly Mark[], from: number, to: number, go: (mark: Mark) => void): TemplateResult {
  const span = Math.max(1, to - from);
  const place = ({ time }: Mark): number => Math.min(1, Math.max(0, (time - from) / span));
  return html`<svg class="marks" height="14" aria-hidden="true">
    ${apart(marks, place).map(
      (mark) =>
        svg`<svg x=${`${(place(mark) * 100).toFixed(2)}%`} y="7" overflow="visible" @click=${() => go(mark)}>
          <g class="track-mark track-mark-${mark.kind}"><title>${markText(mark)}</title>${MARK_SHAPES[mark.kind]}</g>
        </svg>`,
    )}
  </svg>`;
}

/** What the shapes mean, of those kinds that there are. */
export function markLegend(marks: readonly Mark[]): TemplateResult {
  const counts = ORDER.map((kind) => ({ kind, count: marks.filter((mark) => mark.kind === kind).length }));
  return html`<ul class="mark-legend" aria-label=${t`Marks`}>
    ${counts.map(({ kind, count }) =>
      count === 0
        ? nothing
        : html`<li>
            <svg class="track-mark track-mark-${kind}" viewBox="-6 -6 12 12" width="12" height="12" aria-hidden="true">
              ${MARK_SHAPES[kind]}
            </svg>
            ${markWord(kind)} <span class="quiet">${formatExact(count)}</span>
          </li>`,
    )}
  </ul>`;
}

/** "02:14:08 Error: npm test failed" */
export function markText({ kind, time, text }: Mark): string {
  return `${formatTime(time)} ${markWord(kind)}: ${plainText(text).replace(/\s+/g, ' ')}`;
}

/** One of each kind for each place, drawn from what matters least to what matters most. */
function apart(marks: readonly Mark[], place: (mark: Mark) => number): readonly Mark[] {
  const placed = new Map<string, Mark>();
  for (const mark of marks) {
    const name = `${mark.kind} ${Math.round(place(mark) * PLACES)}`;
    if (!placed.has(name)) placed.set(name, mark);
  }
  return [...placed.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}
