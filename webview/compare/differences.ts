import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ToldComparison } from '../../src/protocol/comparison.ts';
import { plainText } from '../log/ansi.ts';

/** What the others have more or less of than the first, in words. */
export function differences({ differences: all }: ToldComparison): TemplateResult {
  const pairs = [...Map.groupBy(all, ({ between }) => between.join())];
  return html`<section class="report-part" aria-labelledby="compare-differences">
    <h3 id="compare-differences">What differs</h3>
    <div class="differences">
      ${pairs.map(([, named]) => {
        const [first, other] = named[0]!.between;
        return html`<div class="difference">
          <h4>${other} beside ${first}</h4>
          <ul>
            ${named.map(({ text }) => html`<li>${plainText(text)}</li>`)}
          </ul>
        </div>`;
      })}
    </div>
  </section>`;
}
