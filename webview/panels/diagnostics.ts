import { html, nothing } from 'lit';
import { count } from '../../src/protocol/count.ts';
import type { Diagnostic } from '../../src/protocol/diagnostics.ts';
import { t } from '../../src/protocol/language.ts';
import { diagnosticRows } from '../diagnostics/diagnosticRows.ts';
import type { SessionMoment } from '../moment.ts';
import type { Panel } from './panel.ts';

/** Problems with the places facts come from: they say how far the rest of the page can be trusted. */
export const diagnosticsPanel: Panel = {
  id: 'diagnostics',
  get title() {
    return t('Problems reading this session');
  },
  area: 'top',
  aside: (moment) => {
    const active = concerning(moment).filter((diagnostic) => diagnostic.active).length;
    return active === 0 ? t('none now') : t`${active} now`;
  },
  render: (moment) => {
    const diagnostics = concerning(moment);
    if (diagnostics.length === 0) return null;
    const active = diagnostics.filter((diagnostic) => diagnostic.active);
    const over = diagnostics.filter((diagnostic) => !diagnostic.active);
    return html`${diagnosticRows(active, moment.clock)}
    ${
      over.length === 0
        ? nothing
        : html`<details class="fold">
            <summary>
              ${count(over.length, {
                one: t('1 problem that ended or cannot be undone'),
                other: t('{0} problems that ended or cannot be undone'),
              })}
            </summary>
            ${diagnosticRows(over, moment.clock)}
          </details>`
    }`;
  },
};

/** Those of this session and those that may concern any; the ones that still hold first. */
function concerning({ view, state }: SessionMoment): readonly Diagnostic[] {
  return view.diagnostics
    .filter((diagnostic) => diagnostic.session === null || diagnostic.session === state.id)
    .sort((a, b) => Number(b.active) - Number(a.active) || b.at - a.at);
}
