import type { ExportFormat } from '../../src/protocol/exportFormats.ts';
import type { ReportChoice, ReportFormat } from '../../src/protocol/historyQuestions.ts';
import type { RecordingHead } from '../../src/protocol/recording.ts';
import type { Theme } from '../theme.ts';
import type { Ask, KeptPlace, LinePlace } from '../transports/host.ts';
import type { WhySubject } from '../why/subject.ts';

/** What a person can do on the page. */
export interface Actions {
  readonly choose: (session: string) => void;
  readonly refresh: () => void;
  /** Asks for the next page of the list of sessions. */
  readonly listMore: () => void;
  readonly exportSession: (session: string, format: ExportFormat) => void;
  /** null where the surroundings ask for the format by themselves. */
  readonly exportFormats: readonly ExportFormat[] | null;
  /** Opens or closes the dialog on what the session on view is exported as. */
  readonly export: (open: boolean) => void;
  /** Opens or closes the map of keys. */
  readonly keys: (open: boolean) => void;
  /** Opens or closes the dialog on what to record. */
  readonly video: (open: boolean) => void;
  /** What the page is a recording of; null where a server tells it. */
  readonly recording: RecordingHead | null;
  /** Closes the explanation of a number, unless another one was asked for by now. */
  readonly closeWhy: (subject: WhySubject) => unknown;
  /** Opens the explanation of a number; null closes it. */
  readonly why: (subject: WhySubject | null) => void;
  /** Opens or closes the dialog on who can reach the server. */
  readonly share: (open: boolean) => void;
  /** Opens or closes the dialog on what people were told. */
  readonly alerts: (open: boolean) => void;
  /** The way to anywhere else in the page. */
  readonly place: Pick<KeptPlace, 'keep' | 'go'>;
  /** Leads back to where the night began. */
  readonly endNight: () => void;
  /** Tries anew to load the code of the history's views. */
  readonly reloadHistory: () => void;
  /** Shows a session, as it was at this time where that is given, ms. */
  readonly openSession: (session: string, at: number | null) => void;
  /** Keeps a report as a file. */
  readonly downloadReport: (format: ReportFormat, choice: ReportChoice) => void;
  /** null where nobody signs in. */
  readonly signOut: (() => Promise<void>) | null;
  /** Where others find this page too; null where only this machine does. */
  readonly address: string | null;
  /** Addresses of lines of the log. */
  readonly linePlace: LinePlace;
  readonly ask: Ask;
  /** null where the surroundings decide. */
  readonly theme: Theme | null;
  /** Draws the page anew for what it alone knows: its theme, what was put away. */
  readonly changed: () => void;
}
