import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Diagnostic } from '../../src/protocol/diagnostics.ts';
import { formatDuration } from '../../src/protocol/format.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import type { Panel } from './panel.ts';

/** Problems with the places facts come from: they say how far the rest of the page can be trusted. */
export const diagnosticsPanel: Panel = {
  id: 'diagnostics',
  title: 'Problems reading this session',
  area: 'top',
  aside: (moment) => `${concerning(moment).filter((diagnostic) => diagnostic.active).length || 'none'} now`,
  render: (moment) => {
    const diagnostics = concerning(moment);
    if (diagnostics.length === 0) return null;
    const active = diagnostics.filter((diagnostic) => diagnostic.active);
    const over = diagnostics.filter((diagnostic) => !diagnostic.active);
    return html`${rows(active, moment.clock)}
    ${
      over.length === 0
        ? nothing
        : html`<details class="fold">
            <summary>
              ${over.length} ${over.length === 1 ? 'problem' : 'problems'} that ended or cannot be undone
            </summary>
            ${rows(over, moment.clock)}
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

function rows(diagnostics: readonly Diagnostic[], clock: number): TemplateResult | typeof nothing {
  if (diagnostics.length === 0) return nothing;
  return html`<ul class="diagnostics">
    ${diagnostics.map((diagnostic) => diagnosticRow(diagnostic, clock))}
  </ul>`;
}

function diagnosticRow({ place, message, count, at, active }: Diagnostic, clock: number): TemplateResult {
  const times = count === 1 ? 'once' : `${count} times`;
  return html`
    <li class="diagnostic ${active ? 'tone-warning' : 'tone-neutral'}">
      ${icon(active ? 'stalled' : 'done')}
      <div>
        <p>${plainText(message)}</p>
        <p class="quiet">
          ${active ? 'still so' : 'over'} · ${times}, last ${formatDuration(clock - at)} ago ·
          <code>${plainText(place)}</code>
        </p>
      </div>
    </li>
  `;
}
