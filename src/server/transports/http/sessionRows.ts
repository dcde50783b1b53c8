import type { SessionSummary } from '../../../protocol/summary.ts';
import { redactJson } from '../../../protocol/redaction/redact.ts';
import type { LivestreamApi } from '../api.ts';
import { sessionRow } from '../statusBody.ts';

/**
 * The JSON of session lists. A session whose end was told says the same until its summary changes, so its row is made
 * once and kept beside that summary: a list of thousands is then a matter of joining strings. One that only fell silent
 * tells for how long.
 */
export class SessionRows {
  readonly #api: Pick<LivestreamApi, 'now'>;
  readonly #ended = { raw: new WeakMap<SessionSummary, string>(), masked: new WeakMap<SessionSummary, string>() };

  constructor(api: Pick<LivestreamApi, 'now'>) {
    this.#api = api;
  }

  /** `as`: with the secrets that sessions told of, or without. */
  list(summaries: readonly SessionSummary[], as: 'raw' | 'masked'): string {
    const rows = summaries.map((summary) => this.#row(summary, as));
    return `{"sessions":[${rows.join(',')}],"count":${rows.length}}`;
  }

  #row(summary: SessionSummary, as: 'raw' | 'masked'): string {
    const kept = this.#ended[as].get(summary);
    if (kept !== undefined) return kept;
    const body = sessionRow(summary, this.#api.now());
    const row = JSON.stringify(as === 'raw' ? body : { ...redactJson(body), id: body.id });
    if (summary.end !== null) this.#ended[as].set(summary, row);
    return row;
  }
}
