import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { agentNames } from '../../src/protocol/agentTree.ts';
import { addTokens, NO_TOKENS, totalTokens } from '../../src/protocol/events.ts';
import type { Tokens } from '../../src/protocol/events.ts';
import { formatDollars, formatExact, formatUsd } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import type { CountedRequest } from '../../src/protocol/questions.ts';
import { said } from '../../src/protocol/said.ts';
import type { Agent } from '../../src/protocol/state.ts';
import { formatSecond } from '../clock.ts';
import { plainText } from '../log/ansi.ts';
import { tokenKinds, tokenKindName } from '../tokenKinds.ts';
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
      ${requests.problem === null ? nothing : html`<p class="why-problem">${plainText(said(requests.problem))}</p>`}
      ${
        requests.more && !requests.loading && shown.length < choice.count
          ? html`<button class="plain-button" @click=${more}>
              ${requests.problem === null ? t('More') : t('Try again')}
            </button>`
          : nothing
      }
    </section>
  `;
}

/** "200 of 1,234", and why there are fewer than were counted. */
function countWords({ requests, choice }: RequestTable, shown: number): string {
  if (requests.loading) return t('Loading…');
  if (requests.problem !== null) return t('The requests could not be fetched.');
  if (requests.total === null) return '';
  // Some may have come since the number was last told.
  const [listed, counted] = [formatExact(shown), formatExact(Math.max(shown, choice.count))];
  if (shown >= choice.count || (requests.more && choice.count >= choice.total)) return t`${listed} of ${counted}`;
  if (requests.more) {
    return t`${listed} of ${counted}, among the first ${formatExact(requests.loaded.length)} of the session`;
  }
  return shown === 0
    ? choice.unlisted
    : t`${listed} of ${counted}; the others came without an id, or belong to another session by now.`;
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
  const all = tokenKinds().filter(([each]) => sum[each] > 0 || each === 'input' || each === 'output');
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
    <div class="why-table" tabindex="0" role="region" aria-label=${t`Table of requests`}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t`Time`}</th>
            <th scope="col">${t`Model`}</th>
            ${layout.columns.map(([, label]) => html`<th scope="col" class="number">${label}</th>`)}
            ${layout.cost ? html`<th scope="col" class="number">${t`Cost`}</th>` : nothing}
            ${layout.names === null ? nothing : html`<th scope="col">${t`Agent`}</th>`}
            <th scope="col">${t`Told by`}</th>
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
  const known = [speed, purpose].filter((mark) => mark !== null).map((mark) => plainText(markWord(mark)));
  const marks = [...known, ...(incomplete ? [t('cut off')] : [])];
  return html`
    <tr>
      <td data-label=${t`Time`}>${time === null ? '–' : formatSecond(Date.parse(time))}</td>
      <td data-label=${t`Model`}>
        ${plainText(model ?? t('unknown'))}${marks.length === 0 ? nothing : html` <span class="quiet">${marks.join(', ')}</span>`}
      </td>
      ${columns.map(
        ([kind, label]) =>
          html`<td class="number" data-label=${label}>
            ${kind === 'output' && incomplete ? '≥ ' : ''}${formatExact(tokens[kind])}
          </td>`,
      )}
      ${cost ? html`<td class="number" data-label=${t`Cost`}>${usd === null ? t('unpriced') : formatExactUsd(usd)}</td>` : nothing}
      ${
        names === null
          ? nothing
          : html`<td data-label=${t`Agent`}>${agent === null ? t('main') : plainText(names.get(agent) ?? agent)}</td>`
      }
      <td data-label=${t`Told by`}>${plainText(source)}</td>
    </tr>
  `;
}

/** What the record says of a request; an agent may have other words. */
function markWord(mark: string): string {
  if (mark === 'fast') return t('fast');
  return mark === 'compaction' ? t('compaction') : mark;
}

function sumRow(shown: readonly CountedRequest[], sum: Tokens, { columns, cost, names }: Layout): TemplateResult {
  return html`
    <tr>
      <th scope="row" colspan="2">
        ${t`Sum of ${formatExact(shown.length)}`}${cost ? `: ${tokenWords(shown, sum)}` : ''}
      </th>
      ${columns.map(([kind, label]) => html`<td class="number" data-label=${label}>${formatExact(sum[kind])}</td>`)}
      ${cost ? html`<td class="number" data-label=${t`Cost`}>${costOf(shown)}</td>` : nothing}
      <td colspan=${names === null ? 1 : 2}></td>
    </tr>
  `;
}

function tokenWords(shown: readonly CountedRequest[], sum: Tokens): string {
  const unpriced = shown.reduce((total, { usd, tokens }) => total + (usd === null ? totalTokens(tokens) : 0), 0);
  const all = formatExact(totalTokens(sum));
  return unpriced > 0 ? t`${all} tokens, ${formatExact(unpriced)} of them unpriced` : t`${all} tokens`;
}

function costOf(shown: readonly CountedRequest[]): string {
  const priced = shown.flatMap(({ usd }) => (usd === null ? [] : [usd]));
  return priced.length === 0 ? t('unpriced') : formatUsd(priced.reduce((a, b) => a + b));
}

/** A single request costs parts of a cent, and those add up. */
function formatExactUsd(usd: number): string {
  return usd < 1 ? formatDollars(usd, 4) : formatUsd(usd);
}
