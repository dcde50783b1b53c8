import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration, formatPercent, formatTokens } from '../../src/protocol/format.ts';
import type { Agent } from '../../src/protocol/state.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import type { Panel } from './panel.ts';

export const agentsPanel: Panel = {
  id: 'agents',
  title: 'Agents',
  area: 'use',
  aside: ({ state }) => String(state.agents.length),
  render: ({ state, clock }: SessionMoment) =>
    state.agents.length === 0
      ? null
      : html`<ul class="agents">
          ${state.agents.map((agent) => agentRow(agent, clock))}
        </ul>`,
};

function agentRow(agent: Agent, clock: number): TemplateResult {
  const name = plainText(agent.name ?? agent.id);
  const facts = [agent.type, agent.phase]
    .filter((part) => part !== null && part !== agent.name)
    .map((part) => plainText(part ?? ''));
  const state = `${plainText(agent.status ?? 'status unknown')}, ${formatDuration(clock - agent.updatedAt)} ago`;
  return html`
    <li class="agent">
      <p class="agent-head">
        <strong>${name}</strong>
        <span class="quiet">${facts.join(' · ')}</span>
        <span class="agent-state">${state}</span>
      </p>
      ${
        agent.progressPercent === null
          ? nothing
          : html`<progress max="100" value=${agent.progressPercent} aria-label="Progress of ${name}"></progress>`
      }
      <p class="quiet">${[progressWords(agent), tokenWords(agent)].filter(Boolean).join(' · ')}</p>
      ${agent.error === null ? nothing : html`<p class="agent-error">Error: ${plainText(agent.error)}</p>`}
    </li>
  `;
}

function progressWords({ progressPercent }: Agent): string {
  return progressPercent === null ? '' : `${formatPercent(progressPercent)} done`;
}

function tokenWords({ tokensUsed, tokensLimit }: Agent): string {
  if (tokensUsed === null) return '';
  const limit = tokensLimit === null ? '' : ` of ${formatTokens(tokensLimit)}`;
  return `${formatTokens(tokensUsed)}${limit} tokens`;
}
