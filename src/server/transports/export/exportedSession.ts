import type { JournaledEvent } from '../../../protocol/events.ts';
import type { SessionState } from '../../../protocol/state.ts';

/** What is exported: a state, and the events that it is the sum of. `events` starts anew each time it is called. */
export interface ExportedSession {
  readonly state: SessionState;
  readonly events: () => Iterable<JournaledEvent>;
}
