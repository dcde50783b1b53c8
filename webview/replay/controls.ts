import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { icon } from '../icons.ts';
import type { IconName } from '../icons.ts';
import { SPEEDS } from './player.ts';
import type { Player } from './player.ts';

/** Play and pause, one event or mark on or back, how fast, and whether to wait through gaps. */
export function playControls(player: Player, goToMark: (by: 1 | -1) => void): TemplateResult {
  const { playing } = player;
  const label = playing ? t('Pause') : t('Play');
  return html`
    <div class="replay-controls" role="group" aria-label=${t`Play`}>
      ${control('markBefore', t('Mark before'), () => goToMark(-1))}
      ${control('stepBack', t('One event back'), () => player.step(-1))}
      <button class="replay-play" aria-label=${label} @click=${() => (playing ? player.pause() : player.play())}>
        ${icon(playing ? 'pause' : 'play')}<span>${label}</span>
      </button>
      ${control('step', t('One event on'), () => player.step(1))}
      ${control('markNext', t('Next mark'), () => goToMark(1))}
    </div>
    <div class="replay-pace">
      <select
        aria-label=${t`Speed`}
        @change=${({ currentTarget }: Event) => player.setSpeed(Number((currentTarget as HTMLSelectElement).value))}
      >
        ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === player.speed}>×${speed}</option>`)}
      </select>
      <label>
        <input
          type="checkbox"
          .checked=${player.skipsIdle}
          @change=${({ currentTarget }: Event) => player.skipIdle((currentTarget as HTMLInputElement).checked)}
        />
        ${t`Skip idle`}
      </label>
    </div>
  `;
}

function control(name: IconName, label: string, act: () => unknown): TemplateResult {
  return html`<button class="replay-button" aria-label=${label} title=${label} @click=${act}>${icon(name)}</button>`;
}
