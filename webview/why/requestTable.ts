import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { agentNames } from '../../src/protocol/agentTree.ts';
import { addTokens, NO_TOKENS, totalTokens } from '../../src/protocol/events.ts';
import type { Tokens } from '../../src/protocol/events.ts';
import { formatUsd } from '../../src/protocol/format.ts';
import type { CountedRequest } from '../../src/protocol/questions.ts';
import type { Agent } from '../../src/protocol/state.ts';
import { formatSecond } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import { plainText } from '../log/ansi.ts';
import { TOKEN_KINDS } from '../tokenKinds.ts';
import type { RequestChoice } from './explanation.ts';
import type { Requests } from './requestPages.ts';

export interface RequestTable {
  readonly requests: Requests;
  readonly choice: RequestChoice;
  /** Those of the session, for their names. */
  readonly agents: readonly Agent[];
  readonly more: () => void;
}

/** The requests that make up a number, as far as they were fetched, and their sum. */
export function requestTable(table: RequestTable): TemplateResult {
  const { requests, choice, more } = table;
  const shown = requests.loaded.filter(choice.includes);
  return html`
    <section class="why-requests" aria-label="Requests" aria-busy=${requests.loading}>
      <h3>Requests</h3>
      ${shown.length === 0 ? nothing : guard([requests.loaded, table.agents], () => rows(shown, table))}
      <p class="why-count" role="status">${countWords(table, shown.length)}</p>
      ${requests.problem === null ? nothing : html`<p class="why-problem">${plainText(requests.problem)}</p>`}
      ${
        requests.more && !requests.loading && shown.length < choice.count
          ? html`<button class="plain-button" @click=${more}>
              ${requests.problem === null ? 'More' : 'Try again'}
            </button>`
          : nothing
      }
    </section>
  `;
}

/** "200 of 1,234", and why there are fewer than were counted. */
function countWords({ requests, choice }: RequestTable, shown: number): string {
  if (requests.loading) return 'Loading…';
  if (requests.problem !== null) return 'The requests could not be fetched.';
  if (requests.total === null) return '';
  // Some may have come since the number was last told.
  const of = `${exactNumber(shown)} of ${exactNumber(Math.max(shown, choice.count))}`;
  if (shown >= choice.count) return of;
  if (requests.more) {
    const part = choice.count < choice.total;
    return part ? `${of}, among the first ${exactNumber(requests.loaded.length)} of the session` : of;
  }
  return shown === 0
    ? 'Who told of these requests gave them no ids, so they are counted and not listed.'
    : `${of}; the others came without an id, or belong to another session by now.`;
}

type Column = readonly [kind: keyof Tokens, label: string];

function rows(shown: readonly CountedRequest[], table: RequestTable): TemplateResult {
  const sum = shown.reduce<Tokens>((all, { tokens }) => addTokens(all, tokens), NO_TOKENS);
  const columns = TOKEN_KINDS.filter(([kind]) => sum[kind] > 0 || kind === 'input' || kind === 'output');
  const agents = shown.some(({ agent }) => agent !== null);
  const names = agents ? agentNames(table) : null;
  return html`
    <div class="why-table" tabindex="0" role="region" aria-label="Table of requests">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Model</th>
            ${columns.map(([, label]) => html`<th scope="col" class="number">${label}</th>`)}
            <th scope="col" class="number">Cost</th>
            ${agents ? html`<th scope="col">Agent</th>` : nothing}
            <th scope="col">Told by</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((request) => row(request, columns, names))}
        </tbody>
        <tfoot>
          ${sumRow(shown, sum, columns, agents)}
        </tfoot>
      </table>
    </div>
  `;
}

function row(
  request: CountedRequest,
  columns: readonly Column[],
  names: ReadonlyMap<string, string> | null,
): TemplateResult {
  const { time, model, tokens, usd, agent, source, incomplete, purpose, speed } = request;
  const marks = [speed, purpose, incomplete ? 'cut off' : null].filter((mark) => mark !== null).map(plainText);
  return html`
    <tr>
      <td data-label="Time">${time === null ? '–' : formatSecond(Date.parse(time))}</td>
      <td data-label="Model">
        ${plainText(model ?? 'unknown')}${marks.length === 0 ? nothing : html` <span class="quiet">${marks.join(', ')}</span>`}
      </td>
      ${columns.map(
        ([kind, label]) =>
          html`<td class="number" data-label=${label}>
            ${kind === 'output' && incomplete ? '≥ ' : ''}${exactNumber(tokens[kind])}
          </td>`,
      )}
      <td class="number" data-label="Cost">${usd === null ? 'unpriced' : formatExactUsd(usd)}</td>
      ${
        names === null
          ? nothing
          : html`<td data-label="Agent">${agent === null ? 'main' : plainText(names.get(agent) ?? agent)}</td>`
      }
      <td data-label="Told by">${plainText(source)}</td>
    </tr>
  `;
}

function sumRow(
  shown: readonly CountedRequest[],
  sum: Tokens,
  columns: readonly Column[],
  agents: boolean,
): TemplateResult {
  const priced = shown.flatMap(({ usd }) => (usd === null ? [] : [usd]));
  const unpriced = shown.reduce((all, { usd, tokens }) => all + (usd === null ? totalTokens(tokens) : 0), 0);
  const usd = priced.length === 0 ? null : priced.reduce((a, b) => a + b);
  return html`
    <tr>
      <th scope="row" colspan="2">
        Sum of ${exactNumber(shown.length)}: ${exactNumber(totalTokens(sum))}
        tokens${unpriced > 0 ? `, ${exactNumber(unpriced)} of them unpriced` : ''}
      </th>
      ${columns.map(([kind, label]) => html`<td class="number" data-label=${label}>${exactNumber(sum[kind])}</td>`)}
      <td class="number" data-label="Cost">${usd === null ? 'unpriced' : formatUsd(usd)}</td>
      <td colspan=${agents ? 2 : 1}></td>
    </tr>
  `;
}

/** A single request costs parts of a cent, and those add up. */
function formatExactUsd(usd: number): string {
  return usd < 1 ? `$${usd.toFixed(4)}` : formatUsd(usd);
}
