import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { URGENCIES, urgencyOf } from '../../src/protocol/urgency.ts';
import type { Urgency } from '../../src/protocol/urgency.ts';
import { startedAt } from '../../src/protocol/selectors.ts';
import type { SessionSummary } from '../../src/protocol/summary.ts';
import { exactNumber } from '../exactNumber.ts';
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

const TITLES: Readonly<Record<Urgency, string>> = {
  needs_you: 'Needs you',
  running: 'Running',
  idle: 'Idle',
  over: 'Ended',
};

/** The sessions by how much they ask for a person. */
type Groups = Readonly<Record<Urgency, readonly SessionSummary[]>>;

/** All that goes on, at a glance and at arm's length: who needs the person first. */
export function nowView(moment: Moment, actions: Actions): TemplateResult {
  const { view, now } = moment;
  if (view.sessions === null) return view.connection === 'lost' ? unreachable(moment) : skeleton();
  if (view.sessions.size === 0) return html`${welcome(moment, actions)}${noSessions(moment, actions)}`;
  const groups = grouped([...view.sessions.values()], now);
  return html`
    <section class="now" aria-labelledby="now-title">
      <div class="now-head">
        <h2 id="now-title" class="view-title" tabindex="-1">Now</h2>
        <p class="now-counts">${counts(groups, moment.upToDate)}</p>
      </div>
      ${welcome(moment, actions)} ${quietNight(groups, moment, actions)}
      ${URGENCIES.map((urgency) => group(urgency, groups[urgency], moment, actions))} ${older(moment, groups, actions)}
    </section>
  `;
}

function grouped(sessions: SessionSummary[], now: number): Groups {
  const groups: Record<Urgency, SessionSummary[]> = { needs_you: [], running: [], idle: [], over: [] };
  // By their start, so that no card moves because a session said something.
  sessions.sort((a, b) => (startedAt(b) ?? 0) - (startedAt(a) ?? 0) || a.id.localeCompare(b.id));
  for (const session of sessions) groups[urgencyOf(session, now)].push(session);
  const endOf = (session: SessionSummary): number => session.end?.at ?? session.activity?.at ?? 0;
  const ended = groups.over.sort((a, b) => endOf(b) - endOf(a));
  const recent = ended.filter((session) => now - endOf(session) < SHOWN_FOR_MS).length;
  groups.over = ended.slice(0, Math.min(ENDED_AT_MOST, Math.max(recent, ENDED_AT_LEAST)));
  return groups;
}

function counts(groups: Groups, upToDate: boolean): string {
  const said = (['needs_you', 'running', 'idle'] as const).flatMap((urgency) => {
    const { length } = groups[urgency];
    return length === 0 ? [] : [`${exactNumber(length)} ${WORDS[urgency](length)}`];
  });
  if (said.length === 0) return upToDate ? 'Nothing is running' : 'Nothing was running when last seen';
  return `${said.join(' · ')}${upToDate ? '' : ', when last seen'}`;
}

const WORDS: Readonly<Record<Exclude<Urgency, 'over'>, (count: number) => string>> = {
  needs_you: (count) => (count === 1 ? 'needs you' : 'need you'),
  running: () => 'running',
  idle: () => 'idle',
};

function group(
  urgency: Urgency,
  sessions: readonly SessionSummary[],
  moment: Moment,
  actions: Actions,
): TemplateResult | typeof nothing {
  if (sessions.length === 0) return nothing;
  return html`
    <section class="now-group now-${urgency}" aria-labelledby="now-${urgency}">
      <h3 id="now-${urgency}">${TITLES[urgency]} <span class="now-count">${exactNumber(sessions.length)}</span></h3>
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
      <strong>Nothing is running tonight.</strong> A session appears here by itself as soon as an agent begins. What
      happened last night is in the report.
    </p>
    <button class="plain-button" @click=${() => actions.place.go({ ...NOW, view: 'report' })}>Open the report</button>
  </div>`;
}

function older({ view }: Moment, groups: Groups, actions: Actions): TemplateResult | typeof nothing {
  const shown = URGENCIES.reduce((sum, urgency) => sum + groups[urgency].length, 0);
  const more = view.sessionCount - shown;
  if (more <= 0) return nothing;
  const words = more === 1 ? '1 older session' : `${exactNumber(more)} older sessions`;
  return html`<button class="plain-button now-older" @click=${() => actions.place.go({ ...NOW, view: 'history' })}>
    ${icon('history')}<span>${words} in the history</span>
  </button>`;
}

function skeleton(): TemplateResult {
  return html`
    <div class="cards" aria-hidden="true">${[1, 2, 3].map(() => html`<div class="bone bone-card"></div>`)}</div>
    <p class="visually-hidden">Loading the sessions…</p>
  `;
}
