import type { SessionEvent } from '../../../protocol/events.ts';
import type { Refusal } from '../contextFoundry/refusal.ts';

/** What a message of an agent was understood as. */
export type Ingested =
  | {
      readonly ok: true;
      readonly events: readonly SessionEvent[];
      /** Parts of the message that should have told something and could not be used. */
      readonly refused: number;
      /** What was wrong with the first of them. */
      readonly reason: string | undefined;
    }
  | Refusal;
