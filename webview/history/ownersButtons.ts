/** What the owner of the server can do with a session: keep it whatever its age, or have it forgotten. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { HistoryRow } from '../../src/protocol/historyQuestions.ts';
import { t } from '../../src/protocol/language.ts';
import { problemText } from '../share/parts.ts';
import { titleOf } from './parts.ts';
import type { Shown } from './parts.ts';

export function mayAdminister({ history }: Shown): boolean {
  return history.moment.view.you?.may.includes('administer') === true;
}

export function ownersButtons({ sessions }: Shown, row: HistoryRow): TemplateResult {
  const { problem } = sessions.attempts.of(row.id);
  const press = (event: Event, work: () => unknown): void => {
    event.stopPropagation();
    work();
  };
  const name = html`<span class="visually-hidden"> ${titleOf(row)}</span>`;
  return html`<div class="owners-buttons">
    <button
      class="plain-button"
      title=${t`Retention by age and size leaves what is pinned`}
      aria-pressed=${row.pinned ? 'true' : 'false'}
      @click=${(event: Event) => press(event, () => void sessions.pin(row))}
    >
      ${row.pinned ? t('Pinned') : t('Pin')}${name}
    </button>
    <button class="plain-button" @click=${(event: Event) => press(event, () => sessions.confirm(row.id))}>
      ${t`Delete`}${name}
    </button>
    ${sessions.confirming === row.id ? '' : problemText(problem)}
  </div>`;
}

/** Asks once, in place, and says what it does not do. */
export function deletion({ sessions }: Shown, row: HistoryRow): TemplateResult {
  const { busy, problem } = sessions.attempts.of(row.id);
  const remove = async ({ currentTarget }: Event): Promise<void> => {
    const view = (currentTarget as HTMLElement).closest<HTMLElement>('livestream-history');
    // The button goes with the session: the keyboard must not fall out of the list with it.
    if (await sessions.remove(row)) view?.querySelector<HTMLElement>('.history-count')?.focus();
  };
  return html`<div class="deletion" role="group" aria-label=${t`Delete this session?`}>
    <p>
      <strong>${t`Delete this session here?`}</strong>
      ${t`All that Livestream keeps of it goes. Its transcript files stay on disk, and are not read again.`}
    </p>
    <div class="buttons">
      <button class="plain-button danger-button" @click=${remove}>${busy ? t('Deleting…') : t('Yes, delete')}</button>
      <button class="plain-button" @click=${() => sessions.confirm(null)}>${t`Keep it`}</button>
    </div>
    ${problemText(problem)}
  </div>`;
}
