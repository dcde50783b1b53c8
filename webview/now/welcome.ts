import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import { demoButton } from './demoButton.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';

const SEEN = 'livestream.welcomed';

/** Three steps for whoever comes for the first time, until they put them away. */
export function welcome({ view }: Moment, actions: Actions): TemplateResult | typeof nothing {
  const may = view.you?.may ?? [];
  if (!may.includes('write_events') || isSeen()) return nothing;
  const putAway = (): void => {
    remember();
    actions.changed();
  };
  return html`<section class="welcome" aria-labelledby="welcome-title">
    <div class="welcome-head">
      <h2 id="welcome-title">${t`Good to see you. Three things, and you can go to sleep.`}</h2>
      <button class="sheet-close" aria-label=${t`Put away`} title=${t`Put away`} @click=${putAway}>
        ${icon('close')}
      </button>
    </div>
    <ol class="welcome-steps">
      <li>
        <strong>${t`See a session`}</strong>
        <p>${t`What runs on this machine is here by itself. Nothing yet? Watch a night in four minutes.`}</p>
        ${demoButton(actions)}
      </li>
      <li>
        <strong>${t`Be told`}</strong>
        <p>${t`By this browser, ntfy, Slack and others, when a session needs you, fails or is done.`}</p>
        <button class="plain-button" @click=${() => actions.alerts(true)}>
          ${icon('bell')}<span>${t`Alerts`}</span>
        </button>
      </li>
      <li>
        <strong>${t`Take it to bed`}</strong>
        <p>${t`The same page on your phone, let in by a code that you scan.`}</p>
        <button class="plain-button" ?disabled=${!may.includes('share')} @click=${() => actions.share(true)}>
          ${icon('device')}<span>${t`Share`}</span>
        </button>
      </li>
    </ol>
  </section>`;
}

function isSeen(): boolean {
  try {
    return localStorage.getItem(SEEN) === 'yes';
  } catch {
    return true;
  }
}

function remember(): void {
  try {
    localStorage.setItem(SEEN, 'yes');
  } catch {
    // Storage is off: then it was never shown.
  }
}
