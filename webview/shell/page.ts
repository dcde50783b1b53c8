import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Moment, SessionMoment } from '../moment.ts';
import type { Area, Panel } from '../panels/panel.ts';
import { PANELS } from '../panels/registry.ts';
import type { Actions } from './actions.ts';
import { announcement } from './announcement.ts';
import { connectionBar } from './connectionBar.ts';
import { header } from './header.ts';
import type { Why } from '../why/whyDialog.ts';
import type { WhySubject } from '../why/subject.ts';
import { notices, shareProblem } from './notices.ts';
import type { Share } from '../share/share.ts';
import { sessionTitle } from './sessionTitle.ts';
import { statusLine } from './statusLine.ts';
import { withoutSession } from './withoutSession.ts';

/** The dialogs that are open. */
export interface Open {
  /** The number whose explanation is open. */
  readonly why: WhySubject | null;
  /** `failed`: its code could not be loaded. */
  readonly share: boolean | 'failed';
}

/** The whole page at one moment. */
export function page(moment: Moment, actions: Actions, { why, share }: Open): TemplateResult {
  const { followed } = moment.view;
  const session = followed === null ? null : { ...moment, state: followed.state };
  const explained: Why | null =
    why === null || session === null
      ? null
      : { subject: why, moment: session, ask: actions.ask, close: () => actions.why(null) };
  const shared: Share | null =
    share === true ? { moment, ask: actions.ask, address: actions.address, close: () => actions.share(false) } : null;
  return html`
    <div class="page" ?data-stale=${!moment.upToDate}>
      ${header(moment, actions)} ${connectionBar(moment, actions)}
      <p class="visually-hidden" role="status">${announcement(moment)}</p>
      <main>
        ${share === 'failed' ? shareProblem(actions) : nothing} ${notices(moment, actions)}
        ${session === null ? withoutSession(moment, actions) : keyed(session.state.id, sessionView(session, actions))}
      </main>
      <livestream-why .why=${explained}></livestream-why>
      <livestream-share .share=${shared}></livestream-share>
    </div>
  `;
}

function sessionView(moment: SessionMoment, actions: Actions): TemplateResult {
  const area = (name: Area): TemplateResult =>
    html`<div class="area area-${name}">
      ${PANELS.map((panel) => (panel.area === name ? section(panel, moment, actions) : nothing))}
    </div>`;
  return html`
    ${sessionTitle(moment)} ${statusLine(moment, actions)} ${area('top')}
    <div class="columns">${area('facts')} ${area('stream')} ${area('use')}</div>
    ${area('charts')}
  `;
}

function section(panel: Panel, moment: SessionMoment, actions: Actions): TemplateResult | typeof nothing {
  const content = panel.render(moment, actions);
  if (content === null) return nothing;
  return html`
    <section class="panel panel-${panel.id}" aria-labelledby="panel-${panel.id}">
      <div class="panel-head">
        <h2 id="panel-${panel.id}">${panel.title}</h2>
        ${panel.aside ? html`<span class="panel-aside">${panel.aside(moment, actions)}</span>` : nothing}
      </div>
      ${content}
    </section>
  `;
}
