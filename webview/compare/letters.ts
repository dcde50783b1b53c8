import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ComparedSession } from '../../src/protocol/comparison.ts';

/** Of the lines and bars, by place. Their letters tell them apart, too. */
export const COLOURS = ['blue', 'orange', 'purple', 'green'] as const;

export function letterBadge({ letter }: Pick<ComparedSession, 'letter'>): TemplateResult {
  return html`<span class="letter letter-${letter}">${letter}</span>`;
}
