import type { SessionSummary } from '../../../protocol/summary.ts';
import type { LivestreamApi } from '../api.ts';
import { sessionRow } from '../statusBody.ts';

/**
 * The JSON of session lists. A session whose end was told says the same until its summary changes, so its row is made
 * once and kept beside that summary: a list of thousands is then a matter of joining strings. One that only fell silent
 * tells for how long.
 */
export class SessionRows {
  readonly #api: Pick<LivestreamApi, 'now'>;
  readonly #ended = new WeakMap<SessionSummary, string>();

  constructor(api: Pick<LivestreamApi, 'now'>) {
    this.#api = api;
  }

  list(summaries: readonly SessionSummary[]): string {
    const rows = summaries.map((summary) => this.#row(summary));
    return `{"sessions":[${rows.join(',')}],"count":${rows.length}}`;
  }

  #row(summary: SessionSummary): string {
    const kept = this.#ended.get(summary);
    if (kept !== undefined) return kept;
    const row = JSON.stringify(sessionRow(summary, this.#api.now()));
    if (summary.end !== null) this.#ended.set(summary, row);
    return row;
  }
}
