import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { agentName, isAtWork } from '../../src/protocol/agentTree.ts';
import { count } from '../../src/protocol/count.ts';
import { totalTokens } from '../../src/protocol/events.ts';
import { formatDuration, formatPercent, formatTokens, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { isLive } from '../../src/protocol/selectors.ts';
import type { Agent, ContextUse } from '../../src/protocol/state.ts';
import { contextWords } from '../contextWords.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';
import { whyButton } from '../why/whyButton.ts';

/** At the end of a model's name; the explanation of the numbers has the whole name. */
const RELEASE_DATE = /-\d{8}$/;

/** One agent: what it is, what it does now and since when, and what it used. */
export function agentItem(agent: Agent, moment: SessionMoment, actions: Actions): TemplateResult {
  const { clock, now, state } = moment;
  const name = plainText(agentName(agent));
  const works = isAtWork(agent) && isLive(state, now);
  const kind = [agent.type, agent.phase, agent.name === null ? null : agent.description]
    .filter((part) => part !== null && part !== agentName(agent))
    .map((part) => plainText(part ?? ''));
  const status = plainText(agent.status === null ? t('status unknown') : said(agent.status));
  const told = t`${status}, ${formatDuration(clock - agent.updatedAt)} ago`;
  return html`
    <p class="agent-head">
      <span class="agent-mark ${markOf(agent, works)}"
        >${icon(agent.error !== null ? 'error' : works ? 'doing' : 'done')}</span
      >
      <strong>${name}</strong>
    </p>
    <p class="quiet">${[...kind, told].join(' · ')}</p>
    ${works ? runs(agent, moment) : nothing}
    ${
      agent.progressPercent === null
        ? nothing
        : html`<progress max="100" value=${agent.progressPercent} aria-label=${t`Progress of ${name}`}></progress>`
    }
    ${use(agent, name, actions)} ${agent.context === null ? nothing : ownContext(agent.context, name)}
    ${agent.error === null ? nothing : html`<p class="agent-error">${t`Error: ${plainText(agent.error)}`}</p>`}
  `;
}

function markOf({ error }: Agent, works: boolean): string {
  if (error !== null) return 'tone-bad';
  return works ? 'tone-accent' : 'tone-neutral';
}

/** Its tools that have not come back. */
function runs({ id }: Agent, { state, clock }: SessionMoment): readonly TemplateResult[] {
  return state.tools
    .filter(({ agent }) => agent === id)
    .map(({ name, input, since }) => {
      const words = plainText([name, input].filter(Boolean).join(': '));
      return html`<p class="agent-tool">
        <span title=${words}>${words}</span><span class="quiet">${formatDuration(clock - since)}</span>
      </p>`;
    });
}

function use(agent: Agent, name: string, actions: Actions): TemplateResult | typeof nothing {
  const words = useWords(agent);
  if (words.length === 0) return nothing;
  return html`<div class="agent-use">
    <p class="quiet">${words.join(' · ')}</p>
    ${whyButton({ of: 'agent', id: agent.id }, name, actions)}
  </div>`;
}

function useWords(agent: Agent): readonly string[] {
  const { progressPercent, tokensUsed, tokensLimit, calls, tokens, cost, toolCount, model } = agent;
  return [
    model === null ? null : plainText(model.replace(RELEASE_DATE, '')),
    progressPercent === null ? null : t`${formatPercent(progressPercent)} done`,
    tokensUsed === null ? null : tokensWords(tokensUsed, tokensLimit),
    calls === 0 || tokensUsed !== null ? null : t`${formatTokens(totalTokens(tokens))} tokens`,
    calls === 0 ? null : costWords(cost),
    calls === 0 ? null : count(calls, { one: t('1 request'), other: t('{0} requests') }),
    toolCount === 0 ? null : count(toolCount, { one: t('1 tool call'), other: t('{0} tool calls') }),
  ].filter((part) => part !== null);
}

function tokensWords(used: number, limit: number | null): string {
  return limit === null ? t`${formatTokens(used)} tokens` : t`${formatTokens(used)} of ${formatTokens(limit)} tokens`;
}

/** Most agents use one model, so its price is known or it is not. */
function costWords(cost: Agent['cost']): string {
  if (cost.usd === null) return t('unpriced');
  return cost.unpricedTokens > 0 ? t`${formatUsd(cost.usd)} + unpriced` : formatUsd(cost.usd);
}

function ownContext({ percent, tokens, source }: ContextUse, name: string): TemplateResult {
  if (percent === null) {
    const words =
      tokens === null
        ? t('context unknown, of unknown size')
        : t`context ${formatTokens(tokens)} tokens, of unknown size`;
    return html`<p class="agent-context quiet" title=${said(source)}>${words}</p>`;
  }
  const { tone } = contextWords(percent);
  return html`<p class="agent-context tone-${tone}" title=${said(source)}>
    <span class="quiet">${t`context ${formatPercent(percent)}`}</span>
    <progress max="100" value=${percent} aria-label=${t`Context window of ${name}`}></progress>
  </p>`;
}
