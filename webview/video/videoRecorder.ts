/** Records a session as a video: a file of its own in the build, loaded when somebody first wants to. */
import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDecimal, formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import { markup } from '../markup.ts';
import type { SessionMoment } from '../moment.ts';
import { closeBeside, sheetHead, showSheet } from '../shell/sheet.ts';
import type { Video } from './video.ts';
import { FIRST_WISH, videoForm, wantedSubject } from './videoForm.ts';
import type { VideoWish } from './videoForm.ts';
import { videoFormat } from './videoFormat.ts';
import { VideoRecording } from './videoRecording.ts';
import type { Plan } from './videoRecording.ts';

/** What became of the last recording. */
type Outcome =
  | { readonly kind: 'saved'; readonly name: string; readonly url: string; readonly bytes: number }
  | { readonly kind: 'problem'; readonly message: string };

/** The dialog in which a video is chosen, and the corner of the page where it is seen to come about. */
class VideoRecorder extends LitElement {
  static override readonly properties = { video: { attribute: false } };

  declare video: Video | null;
  #wish: VideoWish = FIRST_WISH;
  #recording: VideoRecording | null = null;
  #outcome: Outcome | null = null;

  constructor() {
    super();
    this.video = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#recording?.cancel();
    this.#forget();
  }

  override render(): TemplateResult {
    const moment = this.video?.moment ?? null;
    const chooses = this.video?.open === true && this.#recording === null && moment !== null;
    return html`
      <dialog class="sheet video" aria-labelledby="video-title" @close=${this.#closed} @click=${closeBeside}>
        ${
          chooses
            ? html`${sheetHead('video-title', html`${t`Record a video`}`)}
                <div class="sheet-body">
                  ${videoForm({
                    moment,
                    wish: this.#wish,
                    wanted: (wish) => {
                      this.#wish = wish;
                      this.requestUpdate();
                    },
                    record: () => this.#record(),
                  })}
                </div>`
            : nothing
        }
      </dialog>
      ${this.#recording === null ? this.#ended() : this.#running(this.#recording)}
    `;
  }

  override updated(): void {
    const chooses = this.video?.open === true && this.#recording === null && this.video.moment !== null;
    showSheet(this.querySelector('dialog')!, chooses);
  }

  #running(recording: VideoRecording): TemplateResult {
    const { length, wanted, bytes, waits } = recording;
    const shown = wanted === null ? length : Math.min(length, wanted);
    return html`
      <section class="video-corner" aria-label=${t`Recording a video`}>
        ${recording.canvas}
        <div class="video-facts">
          <p class="video-progress">
            <span class="video-light" ?data-waits=${waits} aria-hidden="true"></span>
            <strong>${waits ? t`Waiting` : t`Recording`}</strong>
            ${wanted === null ? formatDuration(shown) : t`${formatDuration(shown)} of ${formatDuration(wanted)}`} ·
            ${megabytes(bytes)}
          </p>
          ${wanted === null ? nothing : html`<progress max=${wanted} value=${shown} aria-label=${t`Recorded`}></progress>`}
          <div class="video-buttons">
            ${
              wanted === null
                ? html`<button class="main-button" @click=${() => void recording.finish()}>${t`Stop and save`}</button>`
                : nothing
            }
            <button class="plain-button" @click=${() => void recording.cancel()}>${t`Cancel`}</button>
          </div>
        </div>
      </section>
    `;
  }

  #ended(): TemplateResult | typeof nothing {
    const outcome = this.#outcome;
    if (outcome === null) return nothing;
    const close = (): void => {
      this.#forget();
      this.requestUpdate();
    };
    return html`
      <section class="video-corner" aria-label=${t`The video`} role="status">
        ${
          outcome.kind === 'problem'
            ? html`<p class="video-problem">
                ${icon('failed')}${t`There is no video: ${plainText(said(outcome.message))}`}
              </p>`
            : html`<p>
                ${icon('done')}${markup(t('{saved} as {file}, {size}'), {
                  saved: html`<strong>${t`The video is saved`}</strong>`,
                  file: html`<a class="video-file" href=${outcome.url} download=${outcome.name}>${outcome.name}</a>`,
                  size: megabytes(outcome.bytes),
                })}
              </p>`
        }
        <div class="video-buttons"><button class="plain-button" @click=${close}>${t`Close`}</button></div>
      </section>
    `;
  }

  #record(): void {
    const { video } = this;
    const format = videoFormat();
    if (video === null || video.moment === null || format === null) return;
    this.#forget();
    const name = `session_${video.moment.state.id.replace(/[^\w.-]/g, '_')}.${format.ending}`;
    this.#recording = new VideoRecording(this.#plan(video.moment), format, {
      progressed: () => this.requestUpdate(),
      ended: (blob, problem) => {
        this.#recording = null;
        if (blob !== null) this.#outcome = { kind: 'saved', name, url: URL.createObjectURL(blob), bytes: blob.size };
        else if (problem !== null) this.#outcome = { kind: 'problem', message: problem };
        this.requestUpdate();
        if (blob !== null) void this.updateComplete.then(() => this.querySelector<HTMLElement>('.video-file')?.click());
      },
    });
    void this.#recording.start(video.ask);
    video.close();
    this.requestUpdate();
  }

  #plan(moment: SessionMoment): Plan {
    const { seconds, skipsIdle } = this.#wish;
    const subject = wantedSubject(moment, this.#wish);
    const session = moment.state.id;
    if (subject === 'live') return { kind: 'live', moment: () => this.#shownLive(session) };
    const from = subject === 'rest' ? moment.now : null;
    return { kind: 'replay', range: { session, from, skipsIdle }, seconds: Number(seconds) };
  }

  /** null when the page shows something else by now: then the recording is over. */
  #shownLive(session: string): SessionMoment | null {
    const moment = this.video?.moment ?? null;
    return moment !== null && moment.state.id === session && !moment.replayed ? moment : null;
  }

  #forget(): void {
    if (this.#outcome?.kind === 'saved') URL.revokeObjectURL(this.#outcome.url);
    this.#outcome = null;
  }

  readonly #closed = (): void => this.video?.close();
}

/** "1.4 MB" */
function megabytes(bytes: number): string {
  return `${formatDecimal(bytes / 1e6, 1)} MB`;
}

customElements.define('livestream-video', VideoRecorder);
