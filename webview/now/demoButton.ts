import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import type { Actions } from '../shell/actions.ts';

/** Says in its own place what kept it from playing. */
export function demoButton({ ask }: Actions): TemplateResult {
  const play = ({ currentTarget }: Event): void => {
    const words = (currentTarget as HTMLElement).querySelector('span')!;
    words.textContent = 'Playing…';
    ask({ about: 'play_demo' }).catch((error: unknown) => {
      words.textContent = `Not played: ${error instanceof Error ? error.message : String(error)} Try again`;
    });
  };
  return html`<button class="plain-button demo-button" @click=${play}>
    ${icon('play')}<span>Play the demo</span>
  </button>`;
}
