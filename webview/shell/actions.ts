import type { Theme } from '../theme.ts';
import type { Ask } from '../transports/host.ts';
import type { WhySubject } from '../why/subject.ts';

/** What a person can do on the page. */
export interface Actions {
  readonly choose: (session: string) => void;
  readonly refresh: () => void;
  /** Asks for the next page of the list of sessions. */
  readonly listMore: () => void;
  readonly exportSession: (session: string) => void;
  /** Opens the explanation of a number; null closes it. */
  readonly why: (subject: WhySubject | null) => void;
  /** Opens or closes the dialog on who can reach the server. */
  readonly share: (open: boolean) => void;
  /** null where nobody signs in. */
  readonly signOut: (() => Promise<void>) | null;
  /** Where others find this page too; null where only this machine does. */
  readonly address: string | null;
  readonly ask: Ask;
  /** null where the surroundings decide. */
  readonly theme: Theme | null;
  readonly themeChanged: () => void;
}
