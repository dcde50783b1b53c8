import { phaseWord } from '../../src/protocol/phases.ts';
import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatCost, formatDuration, formatExact, formatPercent } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { isLive, sessionStatus, startedAt } from '../../src/protocol/selectors.ts';
import { URGENCIES, urgencyOf } from '../../src/protocol/urgency.ts';
import type { Urgency } from '../../src/protocol/urgency.ts';
import type { SessionSummary } from '../../src/protocol/summary.ts';
import { formatMinute } from '../clock.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { Moment } from '../moment.ts';
import { sessionName } from '../sessionName.ts';
import { wordsOf } from '../statusWords.ts';

/** As many as can be read from a pillow. */
const SHOWN_AT_MOST = 6;

interface Night {
  readonly moment: Moment;
  /** The one session that is watched; null: all that go on. */
  readonly session: string | null;
  readonly leave: () => void;
}

/** The bedside view: black, dim and large, on a screen that stays on where the browser can keep it so. */
class NightView extends LitElement {
  static override readonly properties = { night: { attribute: false } };

  declare night: Night;
  #lock: WakeLockSentinel | null = null;

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.#stayOn);
    document.addEventListener('keydown', this.#key);
    this.#stayOn();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.#stayOn);
    document.removeEventListener('keydown', this.#key);
    void this.#lock?.release();
    this.#lock = null;
    if (document.fullscreenElement !== null) void document.exitFullscreen();
  }

  override firstUpdated(): void {
    this.querySelector<HTMLElement>('.night-end')?.focus({ preventScroll: true });
  }

  override render(): TemplateResult {
    const { moment, session, leave } = this.night;
    const wanted = wantedIn(moment, session);
    const shown = wanted.slice(0, SHOWN_AT_MOST);
    const more = wanted.length - shown.length;
    return html`
      <main class="night">
        <h1 class="visually-hidden">${t`Livestream, night mode`}</h1>
        <div class="night-head">
          <time class="night-clock">${formatMinute(moment.clock)}</time>
          <span class="night-connection">${moment.upToDate ? nothing : t`Connection lost`}</span>
          ${
            document.fullscreenEnabled
              ? html`<button class="night-button" @click=${() => this.#toggleFullScreen()}>
                  ${document.fullscreenElement === null ? t`Full screen` : t`Window`}
                </button>`
              : nothing
          }
          <button class="night-button night-end" @click=${leave}>${icon('close')}<span>${t`End`}</span></button>
        </div>
        ${
          shown.length === 0
            ? html`<p class="night-quiet">
                ${session === null ? t`Nothing is running.` : t`This session is not among the newest: the history has it.`}
              </p>`
            : html`<ul class="night-sessions">
                ${shown.map((each) => nightSession(each, moment))}
              </ul>`
        }
        <p class="night-note">
          ${more > 0 ? t`${formatExact(more)} more go on or need you.` : nothing}
          ${this.#lock === null ? t`This browser may turn the screen off.` : t`The screen stays on.`}
        </p>
      </main>
    `;
  }

  /** The browser takes the lock away with each time that the page is hidden. */
  readonly #stayOn = (): void => {
    if (document.hidden || !('wakeLock' in navigator)) return;
    const locked = navigator.wakeLock.request('screen').catch(() => null);
    void locked.then((lock) => {
      if (!this.isConnected) return void lock?.release();
      // The system takes it back when it has to save power, or the page is hidden.
      lock?.addEventListener('release', () => this.#holds(null));
      this.#holds(lock);
    });
  };

  #holds(lock: WakeLockSentinel | null): void {
    this.#lock = lock;
    this.requestUpdate();
  }

  readonly #key = ({ key, defaultPrevented }: KeyboardEvent): void => {
    if (key === 'Escape' && !defaultPrevented && document.fullscreenElement === null) this.night.leave();
  };

  async #toggleFullScreen(): Promise<void> {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen().catch(() => undefined);
    this.requestUpdate();
  }
}

/** The one, or all that go on, those that ask for somebody first; then those that went wrong. */
function wantedIn({ view, now }: Moment, session: string | null): readonly SessionSummary[] {
  const all = [...(view.sessions?.values() ?? [])];
  if (session !== null) return all.filter(({ id }) => id === session);
  const urgency = (each: SessionSummary): Urgency => urgencyOf(each, now, view.muted);
  const rank = (each: SessionSummary): number => (isLive(each, now) ? 0 : 10) + URGENCIES.indexOf(urgency(each));
  return all
    .filter((each) => urgency(each) !== 'over')
    .sort((a, b) => rank(a) - rank(b) || (startedAt(b) ?? 0) - (startedAt(a) ?? 0));
}

function nightSession(session: SessionSummary, { now, clock, view }: Moment): TemplateResult {
  const { word, icon: shape, tone } = wordsOf(session, now, view.connection);
  const { since } = sessionStatus(session, now);
  const spent = formatCost(session.cost);
  const facts = [
    session.phase === null ? null : plainText(phaseWord(session.phase)),
    view.muted.has(session.id) ? t('muted') : null,
    session.contextPercent === null ? null : t`context ${formatPercent(session.contextPercent)}`,
    session.tasksTotal > 0 ? t`${session.tasksDone} of ${session.tasksTotal}` : null,
    spent === '–' ? null : spent,
  ];
  return html`<li class="night-session tone-${tone}">
    <span class="night-icon">${icon(shape)}</span>
    <div>
      <p class="night-word">${word}</p>
      <p class="night-name">${plainText(sessionName(session))}</p>
      <p class="night-facts">${facts.filter((fact) => fact !== null).join(' · ')}</p>
    </div>
    <span class="night-age">${since === null ? '' : formatDuration(clock - since)}</span>
  </li>`;
}

customElements.define('livestream-night', NightView);

export function nightView(moment: Moment, session: string | null, leave: () => void): TemplateResult {
  return html`<livestream-night .night=${{ moment, session, leave }}></livestream-night>`;
}
