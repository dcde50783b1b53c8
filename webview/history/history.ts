import type { ReportChoice, ReportFormat } from '../../src/protocol/historyQuestions.ts';
import type { Moment } from '../moment.ts';
import type { Ask, KeptPlace } from '../transports/host.ts';

/** What the history knows of the page it is on. */
export interface History {
  readonly moment: Moment;
  readonly ask: Ask;
  /** Where in the history the person is; null where pages have no address. */
  readonly place: KeptPlace | null;
  /** Shows a session, as it was at this time where that is given, ms. */
  readonly open: (session: string, at: number | null) => void;
  /** Leads back to the session. */
  readonly close: () => void;
  /** Keeps a report as a file; null where pages cannot. */
  readonly download: (format: ReportFormat, choice: ReportChoice) => void;
}
