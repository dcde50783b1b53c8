import { html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { agentNames } from '../../src/protocol/agentTree.ts';
import { t } from '../../src/protocol/language.ts';
import { isLive } from '../../src/protocol/selectors.ts';
import type { Log } from '../log/log.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';

export const logPanel: Panel = {
  id: 'log',
  get title() {
    return t('Live log');
  },
  get titleThen() {
    return t('Log');
  },
  area: 'stream',
  aside: (_moment, actions) => whyButton({ of: 'log' }, t('Live log'), actions),
  render: ({ state, now, replayed = false }, { ask, linePlace }) => {
    // What a session left running when it ended does not run any more.
    const live = isLive(state, now);
    const log = (): Log => ({
      session: state.id,
      lines: state.logs,
      count: state.logCount,
      counts: state.logCounts,
      agents: agentNames(state),
      running: new Set(live ? state.tools.map(({ id }) => id) : []),
      replayed,
    });
    return html`<livestream-log
      .ask=${ask}
      .place=${linePlace}
      .wantedLine=${linePlace.read()}
      .log=${guard([state.logs, state.agents, state.tools, live, replayed], log)}
    ></livestream-log>`;
  },
};
