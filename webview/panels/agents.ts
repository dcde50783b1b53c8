import { html } from 'lit';
import { isAtWork } from '../../src/protocol/agentTree.ts';
import { t } from '../../src/protocol/language.ts';
import { isLive } from '../../src/protocol/selectors.ts';
import '../agents/agentList.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';

/** Who works for whom: a tree under the main thread, to any depth. */
export const agentsPanel: Panel = {
  id: 'agents',
  get title() {
    return t('Agents');
  },
  area: 'facts',
  aside: ({ state, now }, actions) => {
    const working = isLive(state, now) ? state.agents.filter(isAtWork).length : 0;
    const all = state.agents.length;
    const count = working > 0 ? t`${all}, ${working} at work` : all;
    return html`<span>${count}</span> ${whyButton({ of: 'agents' }, t('Agents'), actions)}`;
  },
  render: (moment, actions) => {
    if (moment.state.agents.length === 0) return null;
    return html`<livestream-agents .moment=${moment} .actions=${actions}></livestream-agents>`;
  },
};
