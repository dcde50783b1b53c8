import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration } from '../../src/protocol/format.ts';
import { elapsed } from '../../src/protocol/selectors.ts';
import { icon } from '../icons.ts';
import type { Moment } from '../moment.ts';
import type { Theme } from '../theme.ts';
import { askWhy } from '../why/whyButton.ts';
import type { Actions } from './actions.ts';
import { connectionMark } from './connectionMark.ts';
import { sessionPicker } from './sessionPicker.ts';
import { shareButton } from './shareButton.ts';
import { viewOnly } from './viewOnly.ts';
import { whoIsHere } from './whoIsHere.ts';

export function header(moment: Moment, actions: Actions): TemplateResult {
  const state = moment.view.followed?.state;
  const ran = state ? elapsed(state, moment.now) : null;
  return html`
    <header class="header">
      <h1 class="brand"><span class="visually-hidden">Context Foundry </span>Livestream</h1>
      ${sessionPicker(moment, actions)}
      <div class="header-facts">
        ${
          ran === null
            ? nothing
            : html`<button
                class="elapsed"
                aria-haspopup="dialog"
                title="Time since the session started. Why?"
                @click=${askWhy({ of: 'elapsed' }, actions)}
              >
                ${icon('clock')}<span class="visually-hidden">Why? Elapsed </span><span>${formatDuration(ran)}</span>
              </button>`
        }
        ${viewOnly(moment)} ${connectionMark(moment)}
      </div>
      ${whoIsHere(moment, actions)}
      <div class="header-actions">
        ${shareButton(moment, actions)}
        <vscode-button appearance="icon" aria-label="Refresh" title="Refresh" @click=${actions.refresh}>
          ${icon('refresh')}
        </vscode-button>
        ${actions.theme === null ? nothing : themeButton(actions.theme, actions.themeChanged)}
        ${state === undefined ? nothing : exportButton(state.id, actions)}
      </div>
    </header>
  `;
}

function themeButton(theme: Theme, changed: () => void): TemplateResult {
  const label = `Theme: ${theme.choice}. Change`;
  const next = () => {
    theme.next();
    changed();
  };
  return html`
    <vscode-button appearance="icon" class="theme-button" aria-label=${label} title=${label} @click=${next}>
      ${icon(theme.choice)}
    </vscode-button>
  `;
}

function exportButton(session: string, actions: Actions): TemplateResult {
  return html`
    <vscode-button
      appearance="icon"
      class="export-button"
      aria-label="Export this session"
      title="Export this session"
      @click=${() => actions.exportSession(session)}
    >
      ${icon('export')}
    </vscode-button>
  `;
}
