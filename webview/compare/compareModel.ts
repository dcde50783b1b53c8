import type { ToldComparison } from '../../src/protocol/comparison.ts';
import { Asking } from '../history/asking.ts';
import type { Ask } from '../transports/host.ts';

/** The comparison of the sessions that were last asked for. */
export class CompareModel {
  readonly asking: Asking;
  comparison: ToldComparison | null = null;
  #sessions = '';

  constructor(changed: () => void) {
    this.asking = new Asking(changed);
  }

  /** Asks where these are other sessions than those before. */
  show(sessions: readonly string[], ask: Ask): void {
    const asked = JSON.stringify(sessions);
    if (asked === this.#sessions) return;
    this.#sessions = asked;
    this.comparison = null;
    if (sessions.length < 2) this.asking.forget();
    else void this.load(sessions, ask);
  }

  load(sessions: readonly string[], ask: Ask): Promise<void> {
    return this.asking.ask(
      () => ask({ about: 'compare', sessions }),
      (comparison) => (this.comparison = comparison),
    );
  }
}
