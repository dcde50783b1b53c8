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
import { TOKEN_KINDS, tokenKindName } from '../tokenKinds.ts';
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
    <section class="why-requests" aria-label=${choice.title} aria-busy=${requests.loading}>
      <h3>${choice.title}</h3>
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
  return shown === 0 ? choice.unlisted : `${of}; the others came without an id, or belong to another session by now.`;
}

type Column = readonly [kind: keyof Tokens, label: string];

/** What the table has columns for. */
interface Layout {
  readonly columns: readonly Column[];
  /** Without it where one kind of tokens is asked about: nobody tells what a kind of one request cost. */
  readonly cost: boolean;
  /** The names of agents by their ids; null where no agent has a request here. */
  readonly names: ReadonlyMap<string, string> | null;
}

function layoutOf({ choice, agents }: RequestTable, shown: readonly CountedRequest[], sum: Tokens): Layout {
  const { kind } = choice;
  const all = TOKEN_KINDS.filter(([each]) => sum[each] > 0 || each === 'input' || each === 'output');
  return {
    columns: kind === null ? all : [[kind, tokenKindName(kind)]],
    cost: kind === null,
    names: shown.some(({ agent }) => agent !== null) ? agentNames({ agents }) : null,
  };
}

function rows(shown: readonly CountedRequest[], table: RequestTable): TemplateResult {
  const sum = shown.reduce<Tokens>((all, { tokens }) => addTokens(all, tokens), NO_TOKENS);
  const layout = layoutOf(table, shown, sum);
  return html`
    <div class="why-table" tabindex="0" role="region" aria-label="Table of requests">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Model</th>
            ${layout.columns.map(([, label]) => html`<th scope="col" class="number">${label}</th>`)}
            ${layout.cost ? html`<th scope="col" class="number">Cost</th>` : nothing}
            ${layout.names === null ? nothing : html`<th scope="col">Agent</th>`}
            <th scope="col">Told by</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map((request) => row(request, layout))}
        </tbody>
        <tfoot>
          ${sumRow(shown, sum, layout)}
        </tfoot>
      </table>
    </div>
  `;
}

function row(request: CountedRequest, { columns, cost, names }: Layout): TemplateResult {
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
      ${cost ? html`<td class="number" data-label="Cost">${usd === null ? 'unpriced' : formatExactUsd(usd)}</td>` : nothing}
      ${
        names === null
          ? nothing
          : html`<td data-label="Agent">${agent === null ? 'main' : plainText(names.get(agent) ?? agent)}</td>`
      }
      <td data-label="Told by">${plainText(source)}</td>
    </tr>
  `;
}

function sumRow(shown: readonly CountedRequest[], sum: Tokens, { columns, cost, names }: Layout): TemplateResult {
  return html`
    <tr>
      <th scope="row" colspan="2">Sum of ${exactNumber(shown.length)}${cost ? `: ${tokenWords(shown, sum)}` : ''}</th>
      ${columns.map(([kind, label]) => html`<td class="number" data-label=${label}>${exactNumber(sum[kind])}</td>`)}
      ${cost ? html`<td class="number" data-label="Cost">${costOf(shown)}</td>` : nothing}
      <td colspan=${names === null ? 1 : 2}></td>
    </tr>
  `;
}

function tokenWords(shown: readonly CountedRequest[], sum: Tokens): string {
  const unpriced = shown.reduce((all, { usd, tokens }) => all + (usd === null ? totalTokens(tokens) : 0), 0);
  return `${exactNumber(totalTokens(sum))} tokens${unpriced > 0 ? `, ${exactNumber(unpriced)} of them unpriced` : ''}`;
}

function costOf(shown: readonly CountedRequest[]): string {
  const priced = shown.flatMap(({ usd }) => (usd === null ? [] : [usd]));
  return priced.length === 0 ? 'unpriced' : formatUsd(priced.reduce((a, b) => a + b));
}

/** A single request costs parts of a cent, and those add up. */
function formatExactUsd(usd: number): string {
  return usd < 1 ? `$${usd.toFixed(4)}` : formatUsd(usd);
}
