import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { countChosen, LOG_KINDS, LOG_LEVELS } from '../../src/protocol/logKinds.ts';
import type { LogCounts } from '../../src/protocol/logKinds.ts';
import { icon } from '../icons.ts';
import { EVERY_LINE, isFiltering, kindWord, levelWord, toggled } from './logFilter.ts';
import type { LogFilter } from './logFilter.ts';
import type { LogSearch } from './logSearch.ts';

export interface LogTools {
  readonly search: LogSearch;
  readonly filter: LogFilter;
  readonly counts: LogCounts;
  readonly following: boolean;
  readonly filtered: (filter: LogFilter) => void;
  /** Goes to the next hit, or to the one before. */
  readonly step: (by: 1 | -1) => void;
  /** Leaves the search, for the lines. */
  readonly leave: () => void;
  /** Stops following, or follows again. */
  readonly toggleFollowing: () => void;
}

/** What stands above the log: the search, whether it follows the newest line, and which lines are shown. */
export function logTools(tools: LogTools): TemplateResult {
  const { search, following, step, toggleFollowing } = tools;
  const hasHits = search.hits > 0;
  return html`
    <div class="log-tools">
      <div class="log-search-box" role="search" aria-label=${t`Log`}>
        <vscode-text-field
          class="log-search"
          placeholder=${t`Search all lines`}
          aria-label=${t`Search all lines of the log`}
          title=${t`Press / to come here, Enter and Shift+Enter to go through what was found`}
          .value=${search.text}
          @input=${(event: Event) => search.type((event.currentTarget as HTMLInputElement).value)}
          @keydown=${(event: KeyboardEvent) => typed(event, tools)}
        ></vscode-text-field>
        ${
          search.wanted === ''
            ? nothing
            : html`<span class="log-count">${search.countWords}</span>
                ${stepButton(t('Find the one before'), 'up', () => step(-1), hasHits)}
                ${stepButton(t('Find the next one'), 'down', () => step(1), hasHits)}`
        }
      </div>
      <vscode-button class="log-follow" appearance="secondary" @click=${toggleFollowing}>
        ${icon(following ? 'pause' : 'follow')}<span class="log-follow-word">${following ? t`Pause` : t`Follow`}</span>
      </vscode-button>
    </div>
    ${chips(tools)} ${search.wanted === '' ? nothing : html`<p class="log-found">${search.words}</p>`}
  `;
}

function typed(event: KeyboardEvent, { search, step, leave }: LogTools): void {
  if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
  else if (event.key !== 'Escape') return;
  else if (search.text !== '') search.type('');
  else leave();
  event.preventDefault();
}

function stepButton(label: string, name: 'up' | 'down', act: () => void, enabled: boolean): TemplateResult {
  return html`<button class="log-step" aria-label=${label} title=${label} ?disabled=${!enabled} @click=${act}>
    ${icon(name)}
  </button>`;
}

/** Levels and kinds, each with how many lines it has; pressed, only such lines are shown. */
function chips({ filter, counts, filtered }: LogTools): TemplateResult {
  const levels = LOG_LEVELS.map((level) =>
    chip({
      word: levelWord(level),
      name: level,
      all: countChosen(counts, { levels: [level], kinds: [] }),
      count: countChosen(counts, { ...filter, levels: [level] }),
      pressed: filter.levels.includes(level),
      toggle: () => filtered({ ...filter, levels: toggled(filter.levels, level) }),
    }),
  );
  const kinds = LOG_KINDS.map((kind) =>
    chip({
      word: kindWord(kind),
      name: kind,
      all: countChosen(counts, { levels: [], kinds: [kind] }),
      count: countChosen(counts, { ...filter, kinds: [kind] }),
      pressed: filter.kinds.includes(kind),
      toggle: () => filtered({ ...filter, kinds: toggled(filter.kinds, kind) }),
    }),
  );
  return html`
    <div class="log-chips" role="group" aria-label=${t`Show only`}>
      ${levels}<span class="log-chips-gap"></span>${kinds}
      ${
        isFiltering(filter)
          ? html`<button class="log-chip log-chip-clear" @click=${() => filtered(EVERY_LINE)}>
              ${icon('close')}${t`Show all lines`}
            </button>`
          : nothing
      }
    </div>
  `;
}

interface Chip {
  readonly word: string;
  readonly name: string;
  /** Such lines in the whole session, and those of them that the rest of the filter shows. */
  readonly all: number;
  readonly count: number;
  readonly pressed: boolean;
  readonly toggle: () => void;
}

/** What a session has none of has no button, unless it is pressed: then it has to be let go of. */
function chip({ word, name, all, count, pressed, toggle }: Chip): TemplateResult | typeof nothing {
  if (all === 0 && !pressed) return nothing;
  return html`<button class="log-chip log-chip-${name}" aria-pressed=${pressed} @click=${toggle}>
    ${word} <span class="log-chip-count">${formatExact(count)}</span>
  </button>`;
}
