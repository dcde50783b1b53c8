import type { ToldAlert } from '../../src/protocol/alertQuestions.ts';
import { said } from '../../src/protocol/said.ts';
import { plainText } from '../log/ansi.ts';

const WANTED = 'livestream.notifications';

/** `off`: the browser would, and the person has not asked for it; `impossible`: not on this page, in this browser. */
export type NotificationState = 'on' | 'off' | 'denied' | 'impossible';

/** The browser's own notifications of alerts, for a person who is at something else. */
export class Notifications {
  readonly #open: (alert: ToldAlert) => void;

  constructor(open: (alert: ToldAlert) => void) {
    this.#open = open;
  }

  get state(): NotificationState {
    if (!isSecureContext || !('Notification' in window)) return 'impossible';
    if (Notification.permission === 'denied') return 'denied';
    return Notification.permission === 'granted' && localStorage.getItem(WANTED) === 'yes' ? 'on' : 'off';
  }

  /** Asks the person, by the browser, where that was not done yet. Only on a press: browsers refuse it otherwise. */
  async turn(on: boolean): Promise<void> {
    localStorage.setItem(WANTED, on ? 'yes' : 'no');
    if (on && Notification.permission === 'default') await Notification.requestPermission();
  }

  /** One for each alert: the same tag from another tab takes the place of the first, without a sound. */
  tell(alert: ToldAlert): void {
    if (this.state !== 'on') return;
    try {
      const shown = new Notification(plainText(said(alert.title)), {
        body: plainText(said(alert.text)),
        tag: alert.id,
      });
      shown.onclick = () => {
        window.focus();
        this.#open(alert);
        shown.close();
      };
    } catch {
      // Browsers of phones show none that a page makes; the bell has it.
    }
  }
}
