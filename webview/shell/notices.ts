import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { sessionStatus } from '../../src/protocol/selectors.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { NOW } from '../place.ts';
import type { ViewName } from '../place.ts';
import { sessionName } from '../sessionName.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from './actions.ts';
import { problemNotice } from './problemNotice.ts';

/** What must be known before anything else is believed, and which other session asks for a person. */
export function notices(moment: Moment, actions: Actions, view: ViewName): TemplateResult {
  // The view of all sessions says so itself.
  return html`${serverError(moment)}${view === 'now' ? nothing : othersInNeed(moment, actions, view === 'session' ? moment.wanted : null)}`;
}

const outOfReach = (): string => t('the server cannot be reached.');

/** The dialog's code is the server's too, and did not come. */
export function shareProblem({ share }: Actions): TemplateResult {
  const buttons = { [t('Try again')]: () => share(true), [t('Close')]: () => share(false) };
  return problemNotice(t('Share could not be opened'), outOfReach(), buttons);
}

/** The same of the history. */
export function historyProblem({ reloadHistory }: Actions): TemplateResult {
  return problemNotice(t('The history could not be opened'), outOfReach(), { [t('Try again')]: reloadHistory });
}

/** The same of the explanations. */
export function whyProblem({ why }: Actions): TemplateResult {
  const advice = t('the server cannot be reached. Ask again when it is back.');
  return problemNotice(t('The explanation could not be opened'), advice, { [t('Close')]: () => why(null) });
}

/** The same of the recorder of videos. */
export function videoProblem({ video }: Actions): TemplateResult {
  const buttons = { [t('Try again')]: () => video(true), [t('Close')]: () => video(false) };
  return problemNotice(t('A video cannot be recorded now'), outOfReach(), buttons);
}

function serverError({ view, wanted }: Moment): TemplateResult | typeof nothing {
  if (view.error === null) return nothing;
  // That it knows no such session is what the page says below.
  if (wanted !== null && view.sessions !== null && view.followed === null && !view.sessions.has(wanted)) return nothing;
  return html`
    <div class="notice notice-bad" role="alert">
      ${icon('failed')}
      <p><strong>${t`The server says:`}</strong> ${plainText(said(view.error))}</p>
    </div>
  `;
}

/** Named one by one; of more than these only their number is told. */
const NAMED_AT_MOST = 2;

function othersInNeed(moment: Moment, actions: Actions, shown: string | null): TemplateResult | typeof nothing {
  const { view, now, upToDate } = moment;
  // Whether they still wait nobody knows while the server is out of reach.
  if (!upToDate) return nothing;
  const others = [...(view.sessions?.values() ?? [])].filter(
    (session) => session.id !== shown && sessionStatus(session, now).name === 'waiting',
  );
  const named = others.length > NAMED_AT_MOST + 1 ? others.slice(0, NAMED_AT_MOST) : others;
  const more = others.length - named.length;
  return html`${named.map((session) =>
    notice(
      html`<strong>${t`${plainText(sessionName(session))} waits for you:`}</strong>
        ${plainText(sessionStatus(session, now).evidence)}`,
      { label: t('Show it'), press: () => actions.choose(session.id) },
    ),
  )}
  ${
    more === 0
      ? nothing
      : notice(html`<strong>${t`${formatExact(more)} more wait for you.`}</strong>`, {
          label: t('Show all'),
          press: () => actions.place.go(NOW),
        })
  }`;
}

function notice(
  words: TemplateResult,
  { label, press }: { readonly label: string; readonly press: () => void },
): TemplateResult {
  return html`<div class="notice notice-warning">
    ${icon('waiting')}
    <p>${words}</p>
    <vscode-button appearance="secondary" @click=${press}>${label}</vscode-button>
  </div>`;
}
