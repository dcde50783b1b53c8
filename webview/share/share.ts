import type { Moment } from '../moment.ts';
import type { Ask } from '../transports/host.ts';

/** What the Share dialog knows of the page it is on. */
export interface Share {
  readonly moment: Moment;
  readonly ask: Ask;
  /** Where others find this page too; null where only this machine does. */
  readonly address: string | null;
  readonly close: () => void;
}
