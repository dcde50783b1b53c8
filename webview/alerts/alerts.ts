import type { Moment } from '../moment.ts';
import type { Ask } from '../transports/host.ts';
import type { AlertFeed } from './alertFeed.ts';
import type { Notifications } from './notifications.ts';

/** What the dialog on alerts knows of the page it is on. */
export interface Alerts {
  readonly moment: Moment;
  readonly ask: Ask;
  readonly feed: AlertFeed;
  /** null where something else tells of alerts: the editor. */
  readonly notifications: Notifications | null;
  /** Shows a session as it was at a time, ms. */
  readonly open: (session: string, at: number) => void;
  readonly close: () => void;
}
