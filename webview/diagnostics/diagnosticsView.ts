import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { formatDuration, formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import type { Health } from '../../src/protocol/questions.ts';
import { Asking } from '../history/asking.ts';
import { waitingOrWhyNot } from '../history/parts.ts';
import { plainText } from '../log/ansi.ts';
import type { Moment } from '../moment.ts';
import { programName } from '../agentProgram.ts';
import { row } from '../panels/row.ts';
import type { Ask } from '../transports/host.ts';
import { diagnosticRows } from './diagnosticRows.ts';

/** What is asked of the server while the page is open, ms: its numbers move slowly. */
const ASK_EVERY_MS = 10_000;

interface Diagnostics {
  readonly moment: Moment;
  readonly ask: Ask;
}

/** Whether the server reads all that it should, and how it does. */
class DiagnosticsView extends LitElement {
  static override readonly properties = { diagnostics: { attribute: false } };

  declare diagnostics: Diagnostics;
  readonly #asking = new Asking(() => this.requestUpdate());
  #health: Health | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => document.hidden || this.#load(), ASK_EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override firstUpdated(): void {
    this.#load();
    this.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  /** Who the visitor is may be known only after the page is there. */
  override updated(changed: PropertyValues<this>): void {
    const before: Diagnostics | undefined = changed.get('diagnostics');
    if (before !== undefined && before.moment.view.you !== this.diagnostics.moment.view.you) this.#load();
  }

  override render(): TemplateResult {
    const { view, clock } = this.diagnostics.moment;
    const ordered = [...view.diagnostics].sort((a, b) => Number(b.active) - Number(a.active) || b.at - a.at);
    return html`
      <section class="diagnostics-view" aria-labelledby="diagnostics-title">
        <h2 id="diagnostics-title" class="view-title" tabindex="-1">${t`Diagnostics`}</h2>
        <section class="panel" aria-labelledby="diagnostics-problems">
          <div class="panel-head"><h3 id="diagnostics-problems">${t`Problems reading sessions`}</h3></div>
          ${ordered.length === 0 ? html`<p class="quiet">${view.sessions === null ? t`Asking the server…` : t`None. All that was found could be read.`}</p>` : diagnosticRows(ordered, clock)}
        </section>
        ${this.#mayInspect ? this.#server() : nothing}
      </section>
    `;
  }

  get #mayInspect(): boolean {
    return this.diagnostics.moment.view.you?.may.includes('inspect_server') === true;
  }

  #load(): void {
    if (!this.#mayInspect) return;
    void this.#asking.ask(
      () => this.diagnostics.ask({ about: 'health' }),
      (health) => (this.#health = health),
    );
  }

  #server(): TemplateResult {
    return html`
      ${waitingOrWhyNot(this.#asking, t('How the server does could not be read:'), () => this.#load())}
      ${this.#health === null ? nothing : html`${serverPanel(this.#health)}${sourcesPanel(this.#health)}`}
    `;
  }
}

function serverPanel(health: Health): TemplateResult {
  const { p99, max } = health.event_loop_delay_ms;
  return html`<section class="panel" aria-labelledby="diagnostics-server">
    <div class="panel-head"><h3 id="diagnostics-server">${t`Server`}</h3></div>
    <dl class="rows">
      ${row(t('Version'), health.version)} ${row(t('Runs for'), formatDuration(health.uptime_seconds * 1000))}
      ${row(t('Process'), String(health.pid))} ${row(t('Sessions'), formatExact(health.sessions))}
      ${row(t('Connected clients'), formatExact(health.connections))}
      ${row(t('Longest wait, 99 of 100'), `${Math.round(p99)} ms`)} ${row(t('Longest wait'), `${Math.round(max)} ms`)}
      ${row(t('Data folder'), plainText(health.data_dir))} ${row(t('Log file'), plainText(health.log_file))}
    </dl>
  </section>`;
}

function sourcesPanel({ sources }: Health): TemplateResult {
  const read = ({ indexing }: Health['sources'][number]): string =>
    indexing === null ? '' : t`${formatExact(indexing.files_read)} of ${formatExact(indexing.files_found)} files read`;
  return html`<section class="panel" aria-labelledby="diagnostics-sources">
    <div class="panel-head"><h3 id="diagnostics-sources">${t`What is watched`}</h3></div>
    <ul class="diagnostic-sources">
      ${sources
        .filter(({ roots }) => roots.length > 0)
        .map(
          (source) =>
            html`<li>
              <strong>${programName(source.name)}</strong> <span class="quiet">${read(source)}</span>
              ${source.roots.map((root) => html`<code>${plainText(root)}</code>`)}
            </li>`,
        )}
    </ul>
  </section>`;
}

customElements.define('livestream-diagnostics', DiagnosticsView);

export function diagnosticsView(moment: Moment, ask: Ask): TemplateResult {
  return html`<livestream-diagnostics .diagnostics=${{ moment, ask }}></livestream-diagnostics>`;
}
