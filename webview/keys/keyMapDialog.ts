import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { closeBeside, sheetHead, showSheet } from '../shell/sheet.ts';
import { viewName } from '../viewName.ts';
import { shortcutsAreOn, turnShortcuts, VIEW_KEYS } from './shortcuts.ts';

type Row = readonly [keys: readonly string[], does: string];

type Group = readonly [title: string, rows: readonly Row[]];

function groups(): readonly Group[] {
  const enter = t({ message: 'Enter', comment: 'key' });
  return [
    [
      t('Anywhere'),
      [
        [['?'], t('This map')],
        ...Object.entries(VIEW_KEYS).map(([key, view]): Row => [[key], viewName(view)]),
        [['a'], t('Alerts')],
        [['Esc'], t('Close a dialog, leave night mode')],
      ],
    ],
    [
      t('Session'),
      [
        [['/'], t('Search the log, where it is in sight')],
        [['↑', '↓', enter], t('In the log: from line to line, open one')],
        [['←', '→'], t('On a chart: the values, moment by moment')],
        [['+', '-', '0'], t('On a chart: zoom in, zoom out, the whole session')],
      ],
    ],
    replayGroup(),
  ];
}

function replayGroup(): Group {
  const ends = [t({ message: 'Home', comment: 'key' }), t({ message: 'End', comment: 'key' })];
  return [
    t('Replay'),
    [
      [['←', '→'], t('One event back, one on')],
      [[t('Page Up'), t('Page Down')], t('On the scrubber: the mark before, the next mark')],
      [ends, t('On the scrubber: the beginning, the end')],
      [[t('Space')], t('On the scrubber: play, pause')],
    ],
  ];
}

/** What each key does. Closed while nobody asked. */
class KeyMapDialog extends LitElement {
  static override readonly properties = { close: { attribute: false } };

  /** null: nobody asked. */
  declare close: (() => void) | null;

  constructor() {
    super();
    this.close = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  /** Before it is taken away it gives the focus back. */
  override willUpdate(): void {
    if (this.close === null) this.querySelector('dialog')?.close();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.close === null) return nothing;
    const turn = ({ target }: Event): void => turnShortcuts((target as HTMLInputElement).checked);
    return html`
      <dialog class="sheet key-map" aria-labelledby="key-map-title" @close=${this.close} @click=${closeBeside}>
        ${sheetHead('key-map-title', html`${t`Keyboard`}`)}
        <div class="sheet-body" tabindex="0" role="group" aria-labelledby="key-map-title">
          ${groups().map(([title, rows]) => group(title, rows))}
          <label class="key-switch"
            ><input type="checkbox" .checked=${shortcutsAreOn()} @change=${turn} />
            ${t`Single letters lead to views`}</label
          >
        </div>
      </dialog>
    `;
  }

  override updated(): void {
    const dialog = this.querySelector('dialog');
    if (dialog !== null) showSheet(dialog, true);
  }
}

function group(title: string, rows: readonly Row[]): TemplateResult {
  return html`<h3>${title}</h3>
    <dl class="keys">
      ${rows.map(
        ([keys, does]) =>
          html`<div>
            <dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
            <dd>${does}</dd>
          </div>`,
      )}
    </dl>`;
}

customElements.define('livestream-key-map', KeyMapDialog);
