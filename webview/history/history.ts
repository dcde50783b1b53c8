import type { ReportChoice, ReportFormat } from '../../src/protocol/historyQuestions.ts';
import type { Moment } from '../moment.ts';
import type { HistoryView, Place } from '../place.ts';
import type { Ask, KeptPlace } from '../transports/host.ts';

/** What the history knows of the page it is on. */
export interface History {
  readonly moment: Moment;
  readonly ask: Ask;
  /** Which of its views, and what of it is on view. */
  readonly shown: Place & { readonly view: HistoryView };
  readonly place: Pick<KeptPlace, 'keep' | 'go'>;
  /** Shows a session, as it was at this time where that is given, ms. */
  readonly open: (session: string, at: number | null) => void;
  /** Keeps a report as a file. */
  readonly download: (format: ReportFormat, choice: ReportChoice) => void;
}
