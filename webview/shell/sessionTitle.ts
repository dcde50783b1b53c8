import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';

/** What the session is about, in the words it was asked for, and where it works. */
export function sessionTitle({ state }: SessionMoment): TemplateResult | typeof nothing {
  if (state.task === null) return nothing;
  const task = plainText(state.task).replace(/\s+/g, ' ').trim();
  const facts = [state.project, state.branch].filter((fact) => fact !== null);
  return html`
    <div class="title">
      <h2 class="title-task" title=${task}>${task}</h2>
      <p class="title-facts">${facts.map((fact) => html`<span>${plainText(fact)}</span>`)}</p>
    </div>
  `;
}
