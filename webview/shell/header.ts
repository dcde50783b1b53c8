import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { elapsed } from '../../src/protocol/selectors.ts';
import { icon } from '../icons.ts';
import { videoFormat } from '../video/videoFormat.ts';
import type { Moment, SessionMoment } from '../moment.ts';
import { replayMark } from '../replay/replayButton.ts';
import type { Replaying } from '../replay/replaying.ts';
import type { ViewName } from '../place.ts';
import type { Theme, ThemeChoice } from '../theme.ts';
import { askWhy } from '../why/whyButton.ts';
import type { Actions } from './actions.ts';
import { connectionMark } from './connectionMark.ts';
import { sessionPicker } from './sessionPicker.ts';
import { viewOnly } from './viewOnly.ts';
import { whoIsHere } from './whoIsHere.ts';

interface Header {
  readonly view: ViewName;
  /** As the page shows it: it may be from then. */
  readonly session: SessionMoment | null;
  readonly replaying: Replaying;
}

export function header(moment: Moment, actions: Actions, { view, session, replaying }: Header): TemplateResult {
  const ran = session === null ? null : elapsed(session.state, session.now);
  return html`
    <header class="header ${view === 'session' ? 'header-of-session' : ''}">
      <h1 class="brand"><span class="visually-hidden">Context Foundry </span>Livestream</h1>
      ${view === 'session' ? sessionPicker(moment, actions) : nothing}
      <div class="header-facts">
        ${
          ran === null
            ? nothing
            : html`<button
                class="elapsed"
                aria-haspopup="dialog"
                title=${t`Time since the session started. Why?`}
                @click=${askWhy({ of: 'elapsed' }, actions)}
              >
                ${icon('clock')}<span class="visually-hidden">${t`Why? Elapsed`} </span
                ><span>${formatDuration(ran)}</span>
              </button>`
        }
        ${actions.recording === null ? viewOnly(moment) : nothing} ${replayMark(replaying)}
        ${actions.recording === null ? connectionMark(moment) : nothing}
      </div>
      ${whoIsHere(moment, actions)}
      <div class="header-actions">
        ${actions.recording === null ? refreshButton(actions) : nothing}
        ${actions.recording === null ? keysButton(actions) : nothing}
        ${actions.theme === null ? nothing : themeButton(actions.theme, actions.changed)}
        ${session === null ? nothing : exportButton(session.state.id, actions)}
      </div>
    </header>
  `;
}

function themeButton(theme: Theme, changed: () => void): TemplateResult {
  const label = themeWords(theme.choice);
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

function themeWords(choice: ThemeChoice): string {
  switch (choice) {
    case 'dark':
      return t('Theme: dark. Change');
    case 'light':
      return t('Theme: light. Change');
    case 'system':
      return t('Theme: system. Change');
  }
}

function refreshButton(actions: Actions): TemplateResult {
  return html`<vscode-button appearance="icon" aria-label=${t`Refresh`} title=${t`Refresh`} @click=${actions.refresh}>
    ${icon('refresh')}
  </vscode-button>`;
}

function keysButton(actions: Actions): TemplateResult {
  return html`<vscode-button
    appearance="icon"
    class="keys-button"
    aria-label=${t`Keyboard`}
    title=${t`What the keys do (?)`}
    @click=${() => actions.keys(true)}
  >
    ${icon('keyboard')}
  </vscode-button>`;
}

/** A recording is a file already: of it there is only a video to be made. */
function exportButton(session: string, actions: Actions): TemplateResult | typeof nothing {
  const { exportFormats: formats } = actions;
  const onlyVideo = formats?.length === 0;
  if (onlyVideo && videoFormat() === null) return nothing;
  const label = onlyVideo ? t('Record a video') : t('Export this session');
  const press = (): void => {
    if (formats === null) actions.exportSession(session, 'json');
    else if (onlyVideo) actions.video(true);
    else actions.export(true);
  };
  return html`
    <vscode-button appearance="icon" class="export-button" aria-label=${label} title=${label} @click=${press}>
      ${icon('export')}
    </vscode-button>
  `;
}
