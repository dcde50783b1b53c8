import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';

/** A name and its number, with the button that asks why where there is an answer. */
export function row(
  label: string,
  value: string,
  kind = '',
  why: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<div class="row ${kind}">
    <dt>${label}</dt>
    <dd><span>${value}</span>${why}</dd>
  </div>`;
}
