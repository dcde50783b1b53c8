import type { SessionMoment } from '../moment.ts';
import type { Ask } from '../transports/host.ts';

/** What the recorder knows of the page it is on. */
export interface Video {
  /** A person wants to choose what to record. A recording goes on without. */
  readonly open: boolean;
  /** As the page shows it; null while it shows no session. */
  readonly moment: SessionMoment | null;
  readonly ask: Ask;
  readonly close: () => void;
}
