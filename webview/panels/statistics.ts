import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { totalTokens } from '../../src/protocol/events.ts';
import type { Tokens } from '../../src/protocol/events.ts';
import { formatDuration, formatTokens } from '../../src/protocol/format.ts';
import { burnRate, elapsed, isAgentSession, isLive } from '../../src/protocol/selectors.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { exactNumber } from '../exactNumber.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import { requestTitle } from '../requestWords.ts';
import type { Actions } from '../shell/actions.ts';
import { TOKEN_KINDS } from '../tokenKinds.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';
import { row } from './row.ts';

/** A session has to run this long before it has a rate. */
const RATE_FROM_MS = 60_000;

export const statisticsPanel: Panel = {
  id: 'statistics',
  title: 'Use',
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
  return count === 0 ? '–' : exactNumber(count);
}

function workRows(state: SessionState, actions: Actions): TemplateResult {
  const isAgent = isAgentSession(state);
  const turns = isAgent ? 'Turns' : 'Iterations';
  const calls = requestTitle(state);
  const failed = state.toolErrorCount > 0 ? `, ${exactNumber(state.toolErrorCount)} failed` : '';
  const changed = state.linesAdded + state.linesRemoved > 0;
  const lines = changed ? `+${exactNumber(state.linesAdded)} −${exactNumber(state.linesRemoved)}` : '–';
  return html`
    ${row(turns, counted(state.iteration), '', whyButton({ of: 'turns' }, turns, actions))}
    ${row(calls, counted(state.calls), '', whyButton({ of: 'calls' }, calls, actions))}
    ${
      isAgent
        ? html`${row('Tool calls', `${counted(state.toolCount)}${failed}`, '', whyButton({ of: 'tools' }, 'Tool calls', actions))}
          ${row('Lines changed', lines, '', whyButton({ of: 'lines' }, 'Lines changed', actions))}`
        : nothing
    }
  `;
}

function tokenRows({ tokens, calls }: SessionState, actions: Actions): TemplateResult {
  if (calls === 0) return row('Tokens', 'unknown');
  const kindRow = (kind: keyof Tokens, label: string): TemplateResult =>
    row(label, exactNumber(tokens[kind]), 'row-part', whyButton({ of: 'kind', kind }, label, actions));
  const kinds = TOKEN_KINDS.filter(([kind]) => tokens[kind] > 0 || kind === 'input' || kind === 'output');
  const why = whyButton({ of: 'tokens' }, 'Tokens', actions);
  return html`
    ${row('Tokens', exactNumber(totalTokens(tokens)), 'row-strong', why)}
    ${kinds.map(([kind, label]) => kindRow(kind, label))}
    ${tokens.reasoning > 0 ? kindRow('reasoning', 'of output, reasoning') : nothing}
  `;
}

function burnRow({ state, now }: SessionMoment, actions: Actions): TemplateResult | typeof nothing {
  if (!isLive(state, now) || (elapsed(state, now) ?? 0) < RATE_FROM_MS) return nothing;
  const rate = burnRate(state, now);
  const words = rate === null ? 'none in 15 min' : `${formatTokens(rate.tokensPerHour)} tokens/h`;
  return row('Burn rate', words, 'row-strong', whyButton({ of: 'burn' }, 'Burn rate', actions));
}

function errorRows({ state, clock }: SessionMoment, actions: Actions): TemplateResult {
  const { lastError } = state;
  const kind = state.errorCount > 0 ? 'row-strong row-bad' : '';
  return html`
    ${row('Errors', exactNumber(state.errorCount), kind, whyButton({ of: 'errors' }, 'Errors', actions))}
    ${
      lastError === null
        ? nothing
        : html`
            <div class="row row-error">
              <dt>Last, ${formatDuration(clock - lastError.at)} ago</dt>
              <dd><span>${plainText(lastError.message)}</span></dd>
            </div>
          `
    }
  `;
}
