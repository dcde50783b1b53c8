import { html } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Log } from '../log/logView.ts';
import type { Panel } from './panel.ts';

export const logPanel: Panel = {
  id: 'log',
  title: 'Live log',
  area: 'stream',
  render: ({ state }) => {
    const log = (): Log => ({ lines: state.logs, count: state.logCount });
    return html`<livestream-log .log=${guard([state.logs], log)}></livestream-log>`;
  },
};
