import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { isLive, sessionStatus, startedAt } from '../../src/protocol/selectors.ts';
import { summarize } from '../../src/protocol/summary.ts';
import type { SessionSummary } from '../../src/protocol/summary.ts';
import { inPickerOrder } from '../chooseSession.ts';
import { showChosen } from '../controls.ts';
import { formatMoment, formatSecond } from '../clock.ts';
import { plainText } from '../log/ansi.ts';
import type { Moment } from '../moment.ts';
import { sessionName } from '../sessionName.ts';
import { wordsOf } from '../statusWords.ts';
import type { Actions } from './actions.ts';

interface Entry {
  /** A session's id; null for the heading of a group. */
  readonly id: string | null;
  readonly text: string;
  /** What the line has no room for: the whole task, and where its time comes from. */
  readonly title?: string;
}

/** The value of the entry that brings more entries; no session's id begins like this. */
const OLDER = ' older';
/** The list is looked through anew when it changed, and this often, ms, since sessions grow old without a word. */
const AGE_EVERY_MS = 5_000;

/** All sessions, the live ones first. */
export function sessionPicker(moment: Moment, actions: Actions): TemplateResult | typeof nothing {
  const { view, wanted, now } = moment;
  if (view.sessions === null || view.sessions.size === 0) return nothing;
  // A guest has nothing to choose from.
  const only = view.you?.session ?? null;
  if (only !== null) return html`<p class="sole-session">${soleSession(only, moment)}</p>`;
  const followed = view.followed?.session;
  const age = Math.floor(now / AGE_EVERY_MS);
  return html`${guard([view.sessions, view.next, view.connection, wanted, followed, age], () =>
    picker(moment, actions),
  )}`;
}

function soleSession(id: string, moment: Moment): string {
  const session = moment.view.sessions?.get(id);
  return session === undefined ? '' : entryText(session, moment);
}

function picker(moment: Moment, actions: Actions): TemplateResult {
  const { wanted } = moment;
  const shown = [...wantedEntry(moment), ...entriesOf(moment), ...olderEntry(moment)];
  const chosen = (event: Event) => {
    const dropdown = event.currentTarget as HTMLInputElement;
    if (dropdown.value === OLDER) {
      actions.listMore();
      showChosen(dropdown, wanted, true);
    } else if (dropdown.value && dropdown.value !== wanted) actions.choose(dropdown.value);
  };
  // The list is touched only when it says something new: it may be open. An option names itself once, for screen readers,
  // by the text it has when it comes: so its name is given anew with its text.
  return html`${guard(
    [wanted, JSON.stringify(shown)],
    () => html`
      <vscode-dropdown
        class="picker"
        aria-label=${t`Session`}
        position="below"
        @change=${chosen}
        ${ref((dropdown) => showChosen(dropdown, wanted))}
      >
        ${repeat(
          shown,
          ({ id }, index) => id ?? index,
          ({ id, text, title }) =>
            id === null
              ? html`<vscode-option class="picker-group" aria-label=${text} disabled>${text}</vscode-option>`
              : html`<vscode-option
                  class=${id === OLDER ? 'picker-older' : ''}
                  value=${id}
                  aria-label=${text}
                  title=${title ?? nothing}
                  ?selected=${id === wanted}
                  .selected=${id === wanted}
                  >${text}</vscode-option
                >`,
        )}
      </vscode-dropdown>
    `,
  )}`;
}

/** The session on view, where the list does not have it. */
function wantedEntry(moment: Moment): readonly Entry[] {
  const { view, wanted } = moment;
  if (wanted === null || view.sessions?.has(wanted)) return [];
  const known = view.followed?.session === wanted ? entryText(summarize(view.followed.state), moment) : null;
  return [{ id: wanted, text: known ?? `${plainText(wanted)} · ${t`unknown`}` }];
}

function olderEntry({ view }: Moment): readonly Entry[] {
  if (view.next === null) return [];
  const listed = formatExact(view.sessions?.size ?? 0);
  return [{ id: OLDER, text: t`Show older sessions (${listed} of ${formatExact(view.sessionCount)})` }];
}

function entriesOf(moment: Moment): readonly Entry[] {
  const { now, view, upToDate } = moment;
  const ordered = inPickerOrder(view.sessions?.values() ?? [], now);
  const live = ordered.filter((session) => isLive(session, now));
  const ended = ordered.filter((session) => !isLive(session, now));
  const running = upToDate ? t({ message: 'Running', comment: 'sessions' }) : t('Running when last seen');
  return [...group(running, live, moment), ...group(t('Ended'), ended, moment)];
}

function group(title: string, sessions: readonly SessionSummary[], moment: Moment): readonly Entry[] {
  if (sessions.length === 0) return [];
  return [
    { id: null, text: title },
    ...sessions.map((session) => ({
      id: session.id,
      text: entryText(session, moment),
      title: entryTitle(session),
    })),
  ];
}

function entryTitle(session: SessionSummary): string {
  const started = startedAt(session);
  const guessed = session.startedAt === null;
  const startWords = (when: string): string =>
    guessed ? t`Started ${when}, by its earliest dated fact` : t`Started ${when}, as its own files say`;
  return [session.task, session.folder, started === null ? null : startWords(formatSecond(started))]
    .filter((part) => part !== null)
    .map((part) => plainText(part))
    .join('\n');
}

function entryText(session: SessionSummary, { view, now }: Moment): string {
  const started = startedAt(session);
  const status = wordsOf(session, now, view.connection).inLine;
  const phase = session.phase?.toLowerCase() ?? null;
  const isSame = phase === sessionStatus(session, now).name;
  return [sessionName(session), isSame ? null : phase, status, started && formatMoment(started)]
    .filter((part) => part !== null)
    .map((part) => plainText(String(part)))
    .join(' · ');
}
