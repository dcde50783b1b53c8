/** Shows a session again: a file of its own in the build, loaded when somebody first wants to. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import type { Mark } from '../../src/protocol/history.ts';
import { formatMinute, formatSecond, formatTime } from '../clock.ts';
import { formatDuration, formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { playControls } from './controls.ts';
import { keyAction } from './keys.ts';
import { markLegend, markText, markTrack } from './marks.ts';
import { Player } from './player.ts';
import type { Replay } from './replay.ts';

class ReplayBar extends LitElement {
  static override readonly properties = { replay: { attribute: false } };

  declare replay: Replay | null;
  #player: Player | null = null;
  #marks: readonly Mark[] = [];
  /** Marks there are besides. */
  #omitted = 0;
  /** How many events there were when the marks were asked for: a session that goes on has more of both later. */
  #markedTotal = 0;

  constructor() {
    super();
    this.replay = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#keyPressed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#keyPressed);
    this.#player?.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('replay') || changed.get('replay') === this.replay) return;
    this.#player?.stop();
    this.#player = null;
    this.#marks = [];
    this.#markedTotal = 0;
    const { replay } = this;
    if (replay === null) return;
    this.#player = new Player(replay, () => this.requestUpdate());
    void this.#player.seek({ at: replay.at ?? 0 }).then(() => this.querySelector<HTMLElement>('.scrubber')?.focus());
  }

  override render(): TemplateResult | typeof nothing {
    const [replay, player] = [this.replay, this.#player];
    if (replay === null || player === null) return nothing;
    const tape = player.tape;
    if (tape !== null && tape.total !== this.#markedTotal) void this.#fetchMarks(replay, tape.total);
    return html`
      <section class="replay" aria-label=${t`Replay`}>
        <div class="replay-row">
          ${this.#when(player)} ${playControls(player, (by) => this.#goToMark(by))}
          ${
            replay.live === null
              ? nothing
              : html`<button class="plain-button replay-live" @click=${replay.live}>${t`Live`}</button>`
          }
        </div>
        ${tape === null ? nothing : this.#track(player, tape.from, tape.to)}
        ${
          player.problem === null
            ? nothing
            : html`<p class="replay-problem" role="alert">${icon('failed')}${plainText(said(player.problem))}</p>`
        }
      </section>
    `;
  }

  #when(player: Player): TemplateResult {
    const { tape, at } = player;
    if (tape === null)
      return html`<p class="replay-when">
        <strong>${t`Replay`}</strong>
        <span>${this.replay?.live === null ? t`Reading the file…` : t`Asking the server…`}</span>
      </p>`;
    return html`<p class="replay-when">
      <strong
        >${t`Replay`} ·
        <time datetime=${new Date(at).toISOString()} title=${formatSecond(at)}>${formatTime(at)}</time></strong
      >
      <span class="quiet">${progress(player)}</span>
    </p>`;
  }

  #track(player: Player, from: number, to: number): TemplateResult {
    const seek = ({ currentTarget }: Event): unknown => {
      player.pause();
      return player.seek({ at: Number((currentTarget as HTMLInputElement).value) });
    };
    const near = this.#marks.findLast(({ time }) => time <= player.at);
    return html`
      <div class="replay-track">
        ${markTrack(this.#marks, from, to, (mark) => this.#goTo(mark))}
        <input
          class="scrubber"
          type="range"
          aria-label=${t`Moment`}
          aria-valuetext="${formatTime(player.at)}, ${progress(player)}"
          min=${from}
          max=${Math.max(to, from + 1)}
          step="1"
          .value=${String(player.at)}
          @input=${seek}
        />
        <div class="replay-ends quiet" aria-hidden="true">
          <span>${formatMinute(from)}</span><span>${formatMinute(to)}</span>
        </div>
      </div>
      <div class="replay-foot">
        <p class="replay-near">${near === undefined ? nothing : markText(near)}</p>
        ${markLegend(this.#marks)}
        ${this.#omitted === 0 ? nothing : html`<p class="quiet">${t`${formatExact(this.#omitted)} marks more`}</p>`}
      </div>
    `;
  }

  async #fetchMarks(replay: Replay, total: number): Promise<void> {
    this.#markedTotal = total;
    const told = await replay.ask({ about: 'marks', session: replay.session }).catch(() => null);
    if (told === null || this.replay !== replay) return;
    this.#marks = told.marks.map((mark) => ({ ...mark, time: Date.parse(mark.time), text: said(mark.text) }));
    this.#omitted = told.omitted;
    this.requestUpdate();
  }

  #goTo({ seq }: Mark): void {
    this.#player?.pause();
    void this.#player?.seek({ seq });
  }

  #goToMark(by: 1 | -1): void {
    const at = this.#player?.at ?? 0;
    const mark = by === 1 ? this.#marks.find(({ time }) => time > at) : this.#marks.findLast(({ time }) => time < at);
    if (mark !== undefined) this.#goTo(mark);
  }

  /** Also when nothing has the focus: the arrow keys are what a film is looked through with. */
  readonly #keyPressed = (event: KeyboardEvent): void => {
    const player = this.#player;
    const target = event.target as Element;
    const isOurs = target === document.body || this.contains(target);
    if (player?.tape == null || !isOurs || event.defaultPrevented) return;
    const action = keyAction(event, target);
    if (action === null) return;
    event.preventDefault();
    action({ player, goToMark: (by) => this.#goToMark(by) });
  };
}

/** How far in, of how much, and how many events that are. */
function progress({ tape, at }: Player): string {
  if (tape === null) return '';
  const [gone, all] = [at - tape.from, tape.to - tape.from].map((ms) => formatDuration(Math.max(0, ms)));
  return t`${gone!} of ${all!} · event ${formatExact(tape.point.position)} of ${formatExact(tape.total)}`;
}

customElements.define('livestream-replay', ReplayBar);
