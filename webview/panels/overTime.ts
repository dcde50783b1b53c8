import { html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { t } from '../../src/protocol/language.ts';
import { wholeRange } from '../charts/timeRange.ts';
import type { SessionTime } from '../overTime/overTime.ts';
import type { Panel } from './panel.ts';

export const overTimePanel: Panel = {
  id: 'over-time',
  get title() {
    return t('Over time');
  },
  area: 'charts',
  render: ({ state, now, replayed }, actions) => {
    const whole = wholeRange(state, now, replayed === true);
    const time = (): SessionTime => ({ state, whole });
    // What a button asks for stays the same; a new object for it would have all charts looked at again.
    return html`<livestream-over-time
      .actions=${guard([], () => actions)}
      .time=${guard([state, whole.from, whole.to], time)}
    ></livestream-over-time>`;
  },
};
