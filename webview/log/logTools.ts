import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { LEVEL_FILTERS } from './logFilter.ts';
import type { LevelFilter, LogFilter } from './logFilter.ts';

export interface LogTools {
  readonly filter: LogFilter;
  readonly following: boolean;
  readonly filtered: (filter: LogFilter) => void;
  /** Stops following, or follows again. */
  readonly toggleFollowing: () => void;
}

/** What stands above the log: which lines, and whether it follows the newest. */
export function logTools({ filter, following, filtered, toggleFollowing }: LogTools): TemplateResult {
  const valueOf = (event: Event): string => (event.currentTarget as HTMLInputElement).value;
  return html`
    <div class="log-tools">
      <vscode-dropdown
        aria-label="Level"
        position="below"
        @change=${(event: Event) => filtered({ ...filter, level: valueOf(event) as LevelFilter })}
      >
        ${Object.entries(LEVEL_FILTERS).map(([value, text]) => html`<vscode-option value=${value}>${text}</vscode-option>`)}
      </vscode-dropdown>
      <vscode-text-field
        class="log-search"
        placeholder="Filter text"
        aria-label="Filter text"
        @input=${(event: Event) => filtered({ ...filter, text: valueOf(event) })}
      ></vscode-text-field>
      <vscode-button class="log-follow" appearance="secondary" @click=${toggleFollowing}>
        ${icon(following ? 'pause' : 'follow')}<span class="log-follow-word">${following ? 'Pause' : 'Follow'}</span>
      </vscode-button>
    </div>
  `;
}
