import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ToldComparison } from '../../src/protocol/comparison.ts';
import { t } from '../../src/protocol/language.ts';
import { nameDifferences } from '../../src/protocol/nameDifferences.ts';
import { plainText } from '../log/ansi.ts';

/** What the others have more or less of than the first, in words. */
export function differences({ sessions: [first, ...others] }: ToldComparison): TemplateResult {
  return html`<section class="report-part" aria-labelledby="compare-differences">
    <h3 id="compare-differences">${t`What differs`}</h3>
    <div class="differences">
      ${others.map(
        (other) =>
          html`<div class="difference">
            <h4>${t`${other.letter} beside ${first!.letter}`}</h4>
            <ul>
              ${nameDifferences(first!, other).map(({ text }) => html`<li>${plainText(text)}</li>`)}
            </ul>
          </div>`,
      )}
    </div>
  </section>`;
}
