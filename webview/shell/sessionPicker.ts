import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { isLive, startedAt } from '../../src/protocol/selectors.ts';
import type { SessionSummary } from '../../src/protocol/summary.ts';
import { inPickerOrder } from '../chooseSession.ts';
import { showChosen } from '../controls.ts';
import { formatMoment } from '../clock.ts';
import { plainText } from '../log/ansi.ts';
import type { Moment } from '../moment.ts';
import { wordsOf } from '../statusWords.ts';
import type { Actions } from './actions.ts';

interface Entry {
  /** A session's id; null for the heading of a group. */
  readonly id: string | null;
  readonly text: string;
}

/** All sessions, the live ones first. */
export function sessionPicker(moment: Moment, actions: Actions): TemplateResult | typeof nothing {
  const { view, wanted } = moment;
  if (view.sessions === null || view.sessions.size === 0) return nothing;
  const entries = entriesOf([...view.sessions.values()], moment);
  const known = entries.some(({ id }) => id === wanted);
  const shown =
    known || wanted === null ? entries : [{ id: wanted, text: `${plainText(wanted)} · unknown` }, ...entries];
  const chosen = (event: Event) => {
    const session = (event.currentTarget as HTMLInputElement).value;
    if (session && session !== wanted) actions.choose(session);
  };
  // The list is touched only when it says something new: it may be open.
  return html`${guard(
    [wanted, JSON.stringify(shown)],
    () => html`
      <vscode-dropdown
        class="picker"
        aria-label="Session"
        position="below"
        @change=${chosen}
        ${ref((dropdown) => showChosen(dropdown, wanted))}
      >
        ${repeat(
          shown,
          ({ id }, index) => id ?? index,
          ({ id, text }) =>
            id === null
              ? html`<vscode-option class="picker-group" disabled>${text}</vscode-option>`
              : html`<vscode-option value=${id} ?selected=${id === wanted} .selected=${id === wanted}
                  >${text}</vscode-option
                >`,
        )}
      </vscode-dropdown>
    `,
  )}`;
}

function entriesOf(sessions: readonly SessionSummary[], moment: Moment): readonly Entry[] {
  const { now, view } = moment;
  const ordered = inPickerOrder(sessions, now);
  const live = ordered.filter((session) => isLive(session, now));
  const ended = ordered.filter((session) => !isLive(session, now));
  return [
    ...group(view.connection === 'lost' ? 'Running when last seen' : 'Running', live, moment),
    ...group('Ended', ended, moment),
  ];
}

function group(title: string, sessions: readonly SessionSummary[], moment: Moment): readonly Entry[] {
  if (sessions.length === 0) return [];
  return [
    { id: null, text: title },
    ...sessions.map((session) => ({ id: session.id, text: entryText(session, moment) })),
  ];
}

function entryText(session: SessionSummary, { view, now }: Moment): string {
  const started = startedAt(session);
  const status = wordsOf(session, now, view.connection).word.toLowerCase();
  const phase = session.phase?.toLowerCase() ?? null;
  return [session.project ?? session.id, phase === status ? null : phase, status, started && formatMoment(started)]
    .filter((part) => part !== null)
    .map((part) => plainText(String(part)))
    .join(' · ');
}
