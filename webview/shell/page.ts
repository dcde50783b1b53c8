import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Moment, SessionMoment } from '../moment.ts';
import type { Area, Panel } from '../panels/panel.ts';
import { PANELS } from '../panels/registry.ts';
import type { Actions } from './actions.ts';
import { announcement } from './announcement.ts';
import { header } from './header.ts';
import { notices } from './notices.ts';
import { statusLine } from './statusLine.ts';
import { withoutSession } from './withoutSession.ts';

/** The whole page at one moment. */
export function page(moment: Moment, actions: Actions): TemplateResult {
  const { followed, connection } = moment.view;
  const session = followed === null ? null : { ...moment, state: followed.state };
  return html`
    <div class="page" ?data-stale=${connection === 'lost'}>
      ${header(moment, actions)}
      <p class="visually-hidden" role="status">${announcement(moment)}</p>
      <main>
        ${notices(moment, actions)}
        ${session === null ? withoutSession(moment, actions) : keyed(session.state.id, sessionView(session))}
      </main>
    </div>
  `;
}

function sessionView(moment: SessionMoment): TemplateResult {
  return html`
    ${statusLine(moment)} ${area('top', moment)}
    <div class="columns">${area('facts', moment)} ${area('stream', moment)} ${area('use', moment)}</div>
    ${area('charts', moment)}
  `;
}

function area(name: Area, moment: SessionMoment): TemplateResult {
  return html`<div class="area area-${name}">
    ${PANELS.map((panel) => (panel.area === name ? section(panel, moment) : nothing))}
  </div>`;
}

function section(panel: Panel, moment: SessionMoment): TemplateResult | typeof nothing {
  const content = panel.render(moment);
  if (content === null) return nothing;
  return html`
    <section class="panel panel-${panel.id}" aria-labelledby="panel-${panel.id}">
      <div class="panel-head">
        <h2 id="panel-${panel.id}">${panel.title}</h2>
        ${panel.aside ? html`<span class="panel-aside">${panel.aside(moment)}</span>` : nothing}
      </div>
      ${content}
    </section>
  `;
}
