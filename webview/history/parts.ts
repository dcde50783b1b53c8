/** What the parts of the history have in common. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { HistoryRow } from '../../src/protocol/historyQuestions.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import type { Connection } from '../../src/protocol/client.ts';
import type { StatusName } from '../../src/protocol/selectors.ts';
import { formatDate, formatMoment } from '../clock.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { wordsOfState } from '../statusWords.ts';
import type { Asking } from './asking.ts';
import type { ChosenSessions } from './chosenSessions.ts';
import type { History } from './history.ts';
import type { ReportModel } from './reportModel.ts';
import type { SearchModel } from './searchModel.ts';
import type { SessionsModel } from './sessionsModel.ts';

export interface Shown {
  readonly history: History;
  readonly sessions: SessionsModel;
  readonly search: SearchModel;
  readonly report: ReportModel;
  /** Those to compare. */
  readonly chosen: ChosenSessions;
  /** Shows the tab of those. */
  readonly compare: () => void;
}

/** "23 Nov, 00:25", and of another year "23 Nov 2025". */
export function whenWords(time: string | null, now: number): string {
  if (time === null) return t('unknown');
  const ms = Date.parse(time);
  return new Date(ms).getFullYear() === new Date(now).getFullYear() ? formatMoment(ms) : formatDate(ms);
}

/** What it was asked for tells sessions of one project apart. */
export function titleOf({ task, project }: Pick<HistoryRow, 'task' | 'project'>): string {
  return plainText(task.replace(/\s+/g, ' ').trim() || project);
}

export function stateBadge(name: StatusName, connection?: Connection): TemplateResult {
  const { word, icon: sign, tone } = wordsOfState(name, connection);
  return html`<span class="state-badge tone-${tone}">${icon(sign)}<span>${word}</span></span>`;
}

/** A real link, so that it also opens beside this page; a plain click stays on it. */
export function sessionLink(
  shown: { readonly history: Pick<History, 'open'> },
  session: string,
  words: unknown,
  at: number | null = null,
): TemplateResult {
  const address = new URLSearchParams({ session, ...(at !== null && { t: String(at) }) });
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    shown.history.open(session, at);
  };
  return html`<a class="session-link" href="#${address.toString()}" @click=${open}>${words}</a>`;
}

/** When nothing came: `problem` says what could not be read. */
export function waitingOrWhyNot(
  asking: Asking,
  problem: string,
  again: () => unknown,
): TemplateResult | typeof nothing {
  if (asking.problem !== null) {
    return html`<div class="notice notice-bad" role="alert">
      ${icon('failed')}
      <p><strong>${problem}</strong> ${plainText(said(asking.problem))}</p>
      <button class="plain-button" @click=${again}>${t`Try again`}</button>
    </div>`;
  }
  return nothing;
}

/** Nothing to show, and what to do about it. */
export function emptyState(title: string, advice: unknown): TemplateResult {
  return html`<div class="history-empty">
    <h3>${title}</h3>
    <p>${advice}</p>
  </div>`;
}

export function bones(words: string): TemplateResult {
  return html`<div class="history-bones" aria-hidden="true">
      ${[1, 2, 3, 4, 5].map(() => html`<div class="bone"></div>`)}
    </div>
    <p class="visually-hidden" role="status">${words}</p>`;
}

export function moreButton(asking: Asking, more: () => unknown): TemplateResult {
  return html`<button class="plain-button history-more" aria-disabled=${asking.busy ? 'true' : nothing} @click=${more}>
    ${asking.busy ? t('Loading…') : t('Show more')}
  </button>`;
}
