import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../src/protocol/language.ts';
import type { LogLine } from '../../src/protocol/state.ts';
import type { Ask, LinePlace } from '../transports/host.ts';
import { lineDetail } from './lineDetail.ts';
import type { LineParts } from './lineDetail.ts';
import { loadCode } from './loadCode.ts';
import type { Log } from './log.ts';
import { emptyLog, logFoot } from './logFoot.ts';
import { opensSearch } from './logKeys.ts';
import { LogReading } from './logReading.ts';
import { logRow } from './logRow.ts';
import { LogScroll } from './logScroll.ts';
import { logTools } from './logTools.ts';
import { Originals } from './originals.ts';
import { selectedLines } from './plainLines.ts';

/**
 * The log: follows the newest line, or stands still while someone reads, at any line of the session. Only the rows in
 * view are in the page, and only some thousand lines around them are in its memory.
 */
export class LogView extends LitElement {
  static override readonly properties = {
    log: { attribute: false },
    ask: { attribute: false },
    place: { attribute: false },
    wantedLine: { attribute: false },
  };

  declare log: Log;
  declare ask: Ask;
  declare place: LinePlace;
  /** The line that the page's address leads to; null: none. */
  declare wantedLine: number | null;
  readonly #changed = (): void => this.requestUpdate();
  readonly #scroll = new LogScroll(this, this.#changed);
  readonly #reading = new LogReading(this.#scroll, this.#changed);
  readonly #originals = new Originals(() => {
    this.#scroll.revealOpen();
    this.requestUpdate();
  });
  /** The blocks of text that are shown whole. */
  readonly #unfolded = new Set<string>();

  constructor() {
    super();
    this.wantedLine = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#slash);
    this.addEventListener('copy', this.#copied);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#slash);
    this.removeEventListener('copy', this.#copied);
    this.#scroll.stop();
    this.#reading.stopSpeaking();
  }

  override firstUpdated(): void {
    this.#scroll.observe();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const reading = this.#reading;
    if (changed.has('log')) reading.take(this.log, this.ask);
    if (changed.has('wantedLine') && this.wantedLine !== null) reading.goTo(this.wantedLine, 'link');
    this.#scroll.shows(reading.held.lines, reading.openSeq, reading.following && reading.openSeq === null);
  }

  override render(): TemplateResult {
    const reading = this.#reading;
    const { log } = this;
    const { held, filter, following, added, loading, problem } = reading;
    return html`
      ${logTools({
        search: reading.search,
        filter,
        counts: log.counts,
        following,
        filtered: reading.filterBy,
        step: reading.step,
        leave: () => this.#scroll.focus(),
        toggleFollowing: reading.toggleFollowing,
      })}
      <div class="log-frame">
        <div
          class="log-scroller"
          tabindex="0"
          role="region"
          aria-label=${t`Log lines`}
          @scroll=${() => reading.scrolled(this.querySelector('.log-row:focus-within') !== null)}
          @keydown=${reading.key}
        >
          ${this.#rows()}
        </div>
        ${
          added > 0 || held.newer !== null
            ? html`<vscode-button class="log-new" @click=${reading.follow}>
                ${added > 0 ? t`${reading.addedWords} · jump to the newest` : t`Jump to the newest line`}
              </vscode-button>`
            : nothing
        }
      </div>
      ${logFoot({ log, held, filter, following, loading, problem, retry: () => reading.loadNear(true) })}
      <div class="visually-hidden" role="status">${reading.words}</div>
    `;
  }

  override updated(): void {
    this.#scroll.settle();
    this.#reading.loadNear();
  }

  #rows(): TemplateResult {
    const { held, filter, loading, filterBy, stop } = this.#reading;
    const { lines, older, newer } = held;
    if (lines.length === 0) {
      return emptyLog({ log: this.log, filter, loading: loading || older !== null }, filterBy);
    }
    const { from, to } = this.#scroll.window;
    const count = older === null && newer === null ? lines.length : -1;
    const parts = this.#parts();
    return html`
      <div class="log-above"></div>
      <div role="list" aria-label=${t`Log`} @focusin=${stop}>
        ${repeat(
          lines.slice(from, to),
          ({ seq }) => seq,
          (line, index) => this.#row(line, { position: from + index + 1, count }, parts),
        )}
      </div>
      <div class="log-below"></div>
    `;
  }

  #row(line: LogLine, place: { readonly position: number; readonly count: number }, parts: LineParts): TemplateResult {
    const { openSeq, marked, search } = this.#reading;
    const { agents, running } = this.log;
    const open = line.seq === openSeq;
    return logRow({
      ...place,
      line,
      open,
      marked: line.seq === marked,
      goesOn: line.tool !== undefined && running.has(line.tool.id),
      agent: line.agent === undefined ? null : (agents.get(line.agent) ?? line.agent),
      wanted: search.wanted,
      toggle: this.#toggle,
      detail: open ? lineDetail(line, parts) : nothing,
    });
  }

  #parts(): LineParts {
    const { session, replayed } = this.log;
    return {
      of: (seq) => this.#originals.of(seq),
      show: (seq) => void this.#originals.fetch(session, seq, this.ask),
      link: ({ seq, time }) => this.place.link(session, seq, replayed ? time : null),
      blocks: {
        wanted: this.#reading.search.wanted,
        isUnfolded: (name) => this.#unfolded.has(name),
        unfold: this.#unfold,
      },
    };
  }

  readonly #toggle = (seq: number): void => {
    this.#reading.toggle(seq);
    // Without colours it is readable all the same.
    loadCode().then(this.#changed, () => undefined);
  };

  readonly #unfold = (name: string, unfolded: boolean): void => {
    if (unfolded) this.#unfolded.add(name);
    else this.#unfolded.delete(name);
    this.requestUpdate();
  };

  readonly #slash = (event: KeyboardEvent): void => {
    if (!opensSearch(event, this)) return;
    event.preventDefault();
    this.querySelector<HTMLElement>('.log-search')?.focus();
  };

  readonly #copied = (event: ClipboardEvent): void => {
    const text = selectedLines(this, this.#reading.held.lines);
    if (text === null) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
}

customElements.define('livestream-log', LogView);
