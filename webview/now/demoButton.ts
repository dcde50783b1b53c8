import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { icon } from '../icons.ts';
import type { Actions } from '../shell/actions.ts';

/** Says in its own place what kept it from playing. */
export function demoButton({ ask }: Actions): TemplateResult {
  const play = ({ currentTarget }: Event): void => {
    const words = (currentTarget as HTMLElement).querySelector('span')!;
    words.textContent = t('Playing…');
    ask({ about: 'play_demo' }).catch((error: unknown) => {
      const why = said(error instanceof Error ? error.message : String(error));
      words.textContent = t`Not played: ${why} Try again`;
    });
  };
  return html`<button class="plain-button demo-button" @click=${play}>
    ${icon('play')}<span .textContent=${t`Play the demo`}></span>
  </button>`;
}
