import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { count } from '../../src/protocol/count.ts';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { URGENCIES, urgencyOf } from '../../src/protocol/urgency.ts';
import type { Urgency } from '../../src/protocol/urgency.ts';
import { startedAt } from '../../src/protocol/selectors.ts';
import type { SessionSummary } from '../../src/protocol/summary.ts';
import { icon } from '../icons.ts';
import type { Moment } from '../moment.ts';
import { NOW } from '../place.ts';
import type { Actions } from '../shell/actions.ts';
import { noSessions, unreachable } from '../shell/withoutSession.ts';
import { sessionCard } from './sessionCard.ts';
import { welcome } from './welcome.ts';

/** What ended longer ago is in the history, ms. */
const SHOWN_FOR_MS = 24 * 3_600_000;
/** Ended sessions shown at least, so that the page says something on a quiet day; and at most, since this is no list. */
const ENDED_AT_LEAST = 6;
const ENDED_AT_MOST = 24;

/** The sessions by how much they ask for a person. */
type Groups = Readonly<Record<Urgency, readonly SessionSummary[]>>;

/** All that goes on, at a glance and at arm's length: who needs the person first. */
export function nowView(moment: Moment, actions: Actions): TemplateResult {
  const { view } = moment;
  if (view.sessions === null) return view.connection === 'lost' ? unreachable(moment) : skeleton();
  if (view.sessions.size === 0) return html`${welcome(moment, actions)}${noSessions(moment, actions)}`;
  const groups = grouped([...view.sessions.values()], moment);
  return html`
    <section class="now" aria-labelledby="now-title">
      <div class="now-head">
        <h2 id="now-title" class="view-title" tabindex="-1">${t`Now`}</h2>
        <p class="now-counts">${counts(groups, moment.upToDate)}</p>
      </div>
      ${welcome(moment, actions)} ${quietNight(groups, moment, actions)}
      ${URGENCIES.map((urgency) => group(urgency, groups[urgency], moment, actions))} ${older(moment, groups, actions)}
    </section>
  `;
}

function grouped(sessions: SessionSummary[], { now, view: { muted } }: Moment): Groups {
  const groups: Record<Urgency, SessionSummary[]> = { needs_you: [], running: [], idle: [], over: [] };
  // By their start, so that no card moves because a session said something.
  sessions.sort((a, b) => (startedAt(b) ?? 0) - (startedAt(a) ?? 0) || a.id.localeCompare(b.id));
  for (const session of sessions) groups[urgencyOf(session, now, muted)].push(session);
  const endOf = (session: SessionSummary): number => session.end?.at ?? session.activity?.at ?? 0;
  const ended = groups.over.sort((a, b) => endOf(b) - endOf(a));
  const recent = ended.filter((session) => now - endOf(session) < SHOWN_FOR_MS).length;
  groups.over = ended.slice(0, Math.min(ENDED_AT_MOST, Math.max(recent, ENDED_AT_LEAST)));
  return groups;
}

function counts(groups: Groups, upToDate: boolean): string {
  const counted = (['needs_you', 'running', 'idle'] as const)
    .filter((urgency) => groups[urgency].length > 0)
    .map((urgency) => countWords(urgency, groups[urgency].length))
    .join(' · ');
  if (counted === '') return upToDate ? t('Nothing is running') : t('Nothing was running when last seen');
  return upToDate ? counted : t`${counted}, when last seen`;
}

function countWords(urgency: Exclude<Urgency, 'over'>, sessions: number): string {
  switch (urgency) {
    case 'needs_you':
      return count(sessions, { one: t('1 needs you'), other: t('{0} need you') });
    case 'running':
      return count(sessions, { one: t('1 running'), other: t('{0} running') });
    case 'idle':
      return t`${formatExact(sessions)} idle`;
  }
}

function groupTitle(urgency: Urgency): string {
  switch (urgency) {
    case 'needs_you':
      return t('Needs you');
    case 'running':
      return t({ message: 'Running', comment: 'sessions' });
    case 'idle':
      return t('Idle');
    case 'over':
      return t('Ended');
  }
}

function group(
  urgency: Urgency,
  sessions: readonly SessionSummary[],
  moment: Moment,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (sessions.length === 0) return nothing;
  return html`
    <section class="now-group now-${urgency}" aria-labelledby="now-${urgency}">
      <h3 id="now-${urgency}">${groupTitle(urgency)} <span class="now-count">${formatExact(sessions.length)}</span></h3>
      <ul class="cards">
        ${repeat(
          sessions,
          ({ id }) => id,
          (session) => html`<li>${sessionCard(session, moment, actions)}</li>`,
        )}
      </ul>
    </section>
  `;
}

/** Nobody works: what to do about it, or that there is nothing to do. */
function quietNight(groups: Groups, { upToDate }: Moment, actions: Actions): TemplateResult | typeof nothing {
  if (!upToDate || URGENCIES.some((urgency) => urgency !== 'over' && groups[urgency].length > 0)) return nothing;
  return html`<div class="quiet-night">
    ${icon('dark')}
    <p>
      <strong>${t`Nothing is running tonight.`}</strong>
      ${t`A session appears here by itself as soon as an agent begins. What happened last night is in the report.`}
    </p>
    <button class="plain-button" @click=${() => actions.place.go({ ...NOW, view: 'report' })}>
      ${t`Open the report`}
    </button>
  </div>`;
}

function older({ view }: Moment, groups: Groups, actions: Actions): TemplateResult | typeof nothing {
  const shown = URGENCIES.reduce((sum, urgency) => sum + groups[urgency].length, 0);
  const more = view.sessionCount - shown;
  if (more <= 0) return nothing;
  const words = count(more, {
    one: t('1 older session in the history'),
    other: t('{0} older sessions in the history'),
  });
  return html`<button class="plain-button now-older" @click=${() => actions.place.go({ ...NOW, view: 'history' })}>
    ${icon('history')}<span>${words}</span>
  </button>`;
}

function skeleton(): TemplateResult {
  return html`
    <div class="cards" aria-hidden="true">${[1, 2, 3].map(() => html`<div class="bone bone-card"></div>`)}</div>
    <p class="visually-hidden">${t`Loading the sessions…`}</p>
  `;
}
