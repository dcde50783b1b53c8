import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { isAgentSession } from '../../src/protocol/selectors.ts';
import type { SessionLink, SessionState } from '../../src/protocol/state.ts';
import { agentProgram } from '../agentProgram.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import { sessionName } from '../sessionName.ts';
import type { Actions } from '../shell/actions.ts';
import type { Panel } from './panel.ts';

/** A title shows about so many characters of the task; of a longer one the rest is here. */
const LONG_TASK = 150;

/** Where and how the session works, and which others belong to it. */
export const sessionPanel: Panel = {
  id: 'session',
  get title() {
    return t('Session');
  },
  area: 'facts',
  render: (moment, actions) => {
    const { state } = moment;
    const links = linksOf(state);
    if (!isAgentSession(state))
      return links.length === 0 ? null : html`<dl class="rows">${linkRows(links, moment, actions)}</dl>`;
    return html`
      <dl class="rows">
        ${factsOf(moment).map(([name, value]) => row(name, plainText(value)))} ${linkRows(links, moment, actions)}
      </dl>
      ${wholeTask(state)}
    `;
  },
};

function factsOf({ state, clock }: SessionMoment): readonly (readonly [string, string])[] {
  const { process } = state;
  const facts: readonly (readonly [string, string | null])[] = [
    [t('Agent'), agentProgram(state)],
    [t('Model'), state.model],
    [t('Project'), state.project],
    [t('Folder'), state.folder],
    [t('Branch'), state.branch],
    [t('Permissions'), state.permissionMode],
    [
      t('Process'),
      process === null ? null : `${said(process.evidence)} · ${t`${formatDuration(clock - process.at)} ago`}`,
    ],
  ];
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

function row(name: string, value: string | TemplateResult): TemplateResult {
  return html`<div class="row">
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

interface Relation {
  readonly name: string;
  readonly session: string;
}

function relationName(relation: SessionLink['relation']): string {
  return relation === 'starts' ? t({ message: 'Started', comment: 'another session' }) : t('Started by');
}

function linksOf({ links, forkedFrom }: SessionState): readonly Relation[] {
  const named = links.map(({ session, relation }) => ({ name: relationName(relation), session }));
  return forkedFrom === null ? named : [{ name: t('Forked from'), session: forkedFrom }, ...named];
}

function linkRows(links: readonly Relation[], { view }: SessionMoment, { choose }: Actions): readonly TemplateResult[] {
  return links.map(({ name, session }) => {
    const known = view.sessions?.get(session);
    const words = plainText(known === undefined ? session : sessionName(known));
    return row(
      name,
      html`<button class="link" title=${plainText(session)} @click=${() => choose(session)}>${words}</button>`,
    );
  });
}

function wholeTask({ task }: SessionState): TemplateResult | typeof nothing {
  if (task === null || (task.length <= LONG_TASK && !task.includes('\n'))) return nothing;
  return html`<details class="fold">
    <summary>${t`The whole first prompt`}</summary>
    <p class="whole-text">${plainText(task)}</p>
  </details>`;
}
