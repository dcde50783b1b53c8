import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { totalTokens } from '../../src/protocol/events.ts';
import type { Tokens } from '../../src/protocol/events.ts';
import { formatDuration, formatExact, formatTokens } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { burnRate, elapsed, isAgentSession, isLive } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import { requestTitle } from '../requestWords.ts';
import type { Actions } from '../shell/actions.ts';
import { tokenKinds } from '../tokenKinds.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';
import { row } from './row.ts';

/** A session has to run this long before it has a rate. */
const RATE_FROM_MS = 60_000;

export const statisticsPanel: Panel = {
  id: 'statistics',
  get title() {
    return t('Use');
  },
  area: 'use',
  render: (moment, actions) => html`
    <dl class="rows rows-why">
      ${workRows(moment.state, actions)} ${tokenRows(moment.state, actions)} ${burnRow(moment, actions)}
      ${errorRows(moment, actions)}
    </dl>
  `,
};

/** Not every program tells of these: none told is not known to be none. */
function counted(count: number): string {
  return count === 0 ? '–' : formatExact(count);
}

function workRows(state: SessionState, actions: Actions): TemplateResult {
  const isAgent = isAgentSession(state);
  const turns = isAgent ? t('Turns') : t('Iterations');
  const calls = requestTitle(state);
  const tools = counted(state.toolCount);
  const called = state.toolErrorCount > 0 ? t`${tools}, ${formatExact(state.toolErrorCount)} failed` : tools;
  const changed = state.linesAdded + state.linesRemoved > 0;
  const lines = changed ? `+${formatExact(state.linesAdded)} −${formatExact(state.linesRemoved)}` : '–';
  return html`
    ${row(turns, counted(state.iteration), '', whyButton({ of: 'turns' }, turns, actions))}
    ${row(calls, counted(state.calls), '', whyButton({ of: 'calls' }, calls, actions))}
    ${
      isAgent
        ? html`${row(t('Tool calls'), called, '', whyButton({ of: 'tools' }, t('Tool calls'), actions))}
          ${row(t('Lines changed'), lines, '', whyButton({ of: 'lines' }, t('Lines changed'), actions))}`
        : nothing
    }
  `;
}

function tokenRows({ tokens, calls }: SessionState, actions: Actions): TemplateResult {
  if (calls === 0) return row(t('Tokens'), t('unknown'));
  const kindRow = (kind: keyof Tokens, label: string): TemplateResult =>
    row(label, formatExact(tokens[kind]), 'row-part', whyButton({ of: 'kind', kind }, label, actions));
  const kinds = tokenKinds().filter(([kind]) => tokens[kind] > 0 || kind === 'input' || kind === 'output');
  const why = whyButton({ of: 'tokens' }, t('Tokens'), actions);
  return html`
    ${row(t('Tokens'), formatExact(totalTokens(tokens)), 'row-strong', why)}
    ${kinds.map(([kind, label]) => kindRow(kind, label))}
    ${tokens.reasoning > 0 ? kindRow('reasoning', t('of output, reasoning')) : nothing}
  `;
}

function burnRow({ state, now }: SessionMoment, actions: Actions): TemplateResult | typeof nothing {
  if (!isLive(state, now) || (elapsed(state, now) ?? 0) < RATE_FROM_MS) return nothing;
  const rate = burnRate(state, now);
  const words = rate === null ? t('none in 15 min') : t`${formatTokens(rate.tokensPerHour)} tokens/h`;
  return row(t('Burn rate'), words, 'row-strong', whyButton({ of: 'burn' }, t('Burn rate'), actions));
}

function errorRows({ state, clock }: SessionMoment, actions: Actions): TemplateResult {
  const { lastError } = state;
  const kind = state.errorCount > 0 ? 'row-strong row-bad' : '';
  return html`
    ${row(t('Errors'), formatExact(state.errorCount), kind, whyButton({ of: 'errors' }, t('Errors'), actions))}
    ${
      lastError === null
        ? nothing
        : html`
            <div class="row row-error">
              <dt>${t`Last, ${formatDuration(clock - lastError.at)} ago`}</dt>
              <dd><span>${plainText(lastError.message)}</span></dd>
            </div>
          `
    }
  `;
}
