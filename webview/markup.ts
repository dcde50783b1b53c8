import type { TemplateResult } from 'lit';

const PLACE = /\{(\w+)\}/;

/**
 * A sentence with pieces of the page in it: `markup(t('Ask {person} again.'), { person: html`<b>Ann</b>` })`. The sentence
 * stays whole in the catalogue, since another language may have its pieces in another order.
 */
export function markup(
  sentence: string,
  pieces: Readonly<Record<string, TemplateResult | string>>,
): readonly unknown[] {
  return sentence.split(PLACE).map((part, index) => (index % 2 === 0 ? part : (pieces[part] ?? `{${part}}`)));
}
