import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { agentTree, isAtWork } from '../../src/protocol/agentTree.ts';
import type { AgentNode } from '../../src/protocol/agentTree.ts';
import { isLive } from '../../src/protocol/selectors.ts';
import type { SessionMoment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';
import { whyButton } from '../why/whyButton.ts';
import { agentItem } from './agentItem.ts';
import type { Panel } from './panel.ts';

/** Agents at the top of the tree that are over and stay in sight; the older ones fold away. */
const OVER_IN_SIGHT = 3;

/** Who works for whom: a tree under the main thread, to any depth. */
export const agentsPanel: Panel = {
  id: 'agents',
  title: 'Agents',
  area: 'facts',
  aside: ({ state, now }, actions) => {
    const working = isLive(state, now) ? state.agents.filter(isAtWork).length : 0;
    const count = `${state.agents.length}${working > 0 ? `, ${working} at work` : ''}`;
    return html`<span>${count}</span> ${whyButton({ of: 'agents' }, 'Agents', actions)}`;
  },
  render: (moment, actions) => {
    if (moment.state.agents.length === 0) return null;
    const roots = agentTree(moment.state.agents);
    const over = roots.filter((root) => !someAtWork(root));
    const folded = over.slice(0, Math.max(0, over.length - OVER_IN_SIGHT));
    const shown = roots.filter((root) => !folded.includes(root));
    return html`
      ${
        folded.length === 0
          ? nothing
          : html`<details class="fold">
              <summary>${folded.length} more that are over</summary>
              ${branch(folded, moment, actions)}
            </details>`
      }
      ${branch(shown, moment, actions)}
    `;
  },
};

function someAtWork({ agent, children }: AgentNode): boolean {
  return isAtWork(agent) || children.some(someAtWork);
}

function branch(nodes: readonly AgentNode[], moment: SessionMoment, actions: Actions): TemplateResult {
  return html`<ul class="agents">
    ${nodes.map(
      ({ agent, children }) =>
        html`<li class="agent">
          ${agentItem(agent, moment, actions)} ${children.length === 0 ? nothing : branch(children, moment, actions)}
        </li>`,
    )}
  </ul>`;
}
