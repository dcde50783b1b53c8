import { render } from 'lit';
import type { You } from '../src/protocol/access.ts';
import { LivestreamClient } from '../src/protocol/client.ts';
import type { Me } from '../src/protocol/sharingQuestions.ts';
import { AlertFeed } from './alerts/alertFeed.ts';
import { loadAlertsDialog } from './alerts/loadAlertsDialog.ts';
import { Notifications } from './alerts/notifications.ts';
import { nextSession } from './chooseSession.ts';
import { momentOf } from './moment.ts';
import type { Moment } from './moment.ts';
import { loadHistoryView } from './history/loadHistoryView.ts';
import './export/exportDialog.ts';
import { Measured } from './measured/measured.ts';
import { Replaying } from './replay/replaying.ts';
import { RenderLoop } from './renderLoop.ts';
import { loadShareDialog } from './share/loadShareDialog.ts';
import type { Actions } from './shell/actions.ts';
import { page } from './shell/page.ts';
import type { Open } from './shell/page.ts';
import { pageTitle } from './shell/pageTitle.ts';
import type { Ask, Host, Loss } from './transports/host.ts';
import { loadVideo } from './video/loadVideo.ts';

/** Joins a host, a client of the server and the page. */
export class Dashboard {
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #loop = new RenderLoop(() => this.#render());
  readonly #client: LivestreamClient;
  /** One function for good: a panel that is given it is not drawn anew for that. */
  readonly #ask: Ask = (question) => this.#host.ask(question);
  readonly #replaying: Replaying;
  readonly #measured: Measured;
  readonly #feed: AlertFeed;
  readonly #notifications: Notifications | null;
  #wanted: string | null = null;
  /** The moment that the address asks for, of whichever session comes first. */
  #firstMoment: number | null = null;
  /** False while the page shows what it found itself: then it moves on to a session that begins later. */
  #chosen = false;
  #loss: Loss | null = null;
  #open: Open = { why: null, share: false, history: false, alerts: false, export: false, video: false };
  /** Who the server said that this client is, and the name it then gave. */
  #you: You | null = null;
  #me: Me | null = null;

  constructor(root: HTMLElement, host: Host) {
    this.#root = root;
    this.#host = host;
    this.#client = new LivestreamClient({
      send: (frame) => host.send(frame),
      onChange: () => this.#changed(),
      now: () => Date.now(),
    });
    const changed = (): void => this.#loop.changed();
    const remember = (session: string, at: number | null): void => host.rememberMoment(session, at);
    const hasLive = host.recording === null;
    this.#replaying = new Replaying({ ask: this.#ask, remember, changed, hasLive });
    this.#measured = new Measured({ ask: this.#ask, changed });
    this.#notifications = host.notifies
      ? new Notifications(({ session_id: session, time }) => host.openSession(session, Date.parse(time)))
      : null;
    this.#feed = new AlertFeed({ ask: this.#ask, changed, raised: (alert) => this.#notifications?.tell(alert) });
  }

  start(): void {
    const remembered = this.#host.rememberedSession();
    const at = this.#host.rememberedMoment();
    if (remembered !== null) this.#followChosen(remembered, at);
    else this.#firstMoment = at;
    this.#host.start({
      frame: (frame) => this.#client.receive(frame),
      doubted: () => this.#client.doubted(),
      lost: (loss) => {
        this.#loss = loss;
        this.#client.disconnected();
        this.#loop.changed();
      },
      follow: (session, at) => this.#followChosen(session, at),
      share: () => this.#share(true),
      history: (open) => this.#history(open),
    });
    this.#history(this.#host.wantsHistory());
    this.#loop.start();
  }

  #changed(): void {
    const { sessions, clockOffset, you } = this.#client.view;
    if (you !== this.#you) void this.#learnName(you);
    this.#feed.noticed(this.#client.view);
    const now = Date.now() + clockOffset;
    const current = this.#wanted === null ? undefined : sessions?.get(this.#wanted);
    if (!this.#chosen && this.#replaying.replay === null && sessions !== null) {
      const next = nextSession(sessions.values(), current, now);
      if (next !== null && next !== this.#wanted) return this.#follow(next);
    }
    this.#loop.changed();
  }

  #followChosen(session: string, at: number | null): void {
    this.#chosen = true;
    this.#open = { ...this.#open, history: false };
    this.#firstMoment = at;
    this.#follow(session);
  }

  #follow(session: string): void {
    this.#wanted = session;
    if (this.#firstMoment !== null) this.#replaying.open(session, this.#firstMoment);
    else this.#replaying.close();
    this.#firstMoment = null;
    this.#open = { ...this.#open, why: null, export: false, video: false };
    this.#client.follow(session);
    this.#loop.changed();
  }

  #choose(session: string): void {
    this.#host.rememberSession(session);
    this.#followChosen(session, null);
  }

  #alerts(alerts: boolean): void {
    this.#show({ ...this.#open, alerts });
    if (alerts) void loadAlertsDialog().catch(() => this.#show({ ...this.#open, alerts: 'failed' }));
  }

  #video(video: boolean): void {
    this.#show({ ...this.#open, export: false, video });
    if (video) void loadVideo().catch(() => this.#show({ ...this.#open, video: 'failed' }));
  }

  #share(share: boolean): void {
    this.#show({ ...this.#open, share });
    if (share) void loadShareDialog().catch(() => this.#show({ ...this.#open, share: 'failed' }));
  }

  #history(history: boolean): void {
    this.#show({ ...this.#open, history });
    if (history) void loadHistoryView().catch(() => this.#show({ ...this.#open, history: 'failed' }));
  }

  #show(open: Open): void {
    this.#open = open;
    this.#loop.changed();
  }

  /** Who had to be let in is told as whom. To all others the page is simply theirs. */
  async #learnName(you: You | null): Promise<void> {
    this.#you = you;
    if (you === null || you.role === 'local' || this.#host.signOut === null) return;
    const me = await this.#host.ask({ about: 'me' }).catch(() => null);
    if (this.#you !== you || me === null) return;
    this.#me = me;
    this.#loop.changed();
  }

  #render(): void {
    this.#noticeNumbers();
    const moment: Moment = momentOf(this.#client.view, Date.now(), {
      wanted: this.#wanted,
      loss: this.#loss,
      me: this.#me,
      measured: this.#measured,
    });
    const actions: Actions = {
      choose: (session) => this.#choose(session),
      refresh: () => {
        if (this.#client.view.connection === 'connected') this.#client.refresh();
        else this.#host.reconnect();
      },
      listMore: () => this.#client.listMore(),
      exportSession: (session, format) => this.#host.exportSession(session, format),
      exportFormats: this.#host.exportFormats,
      export: (open) => this.#show({ ...this.#open, export: open }),
      video: (open) => this.#video(open),
      recording: this.#host.recording,
      why: (why) => this.#show({ ...this.#open, why }),
      share: (open) => this.#share(open),
      alerts: (open) => this.#alerts(open),
      history: (open) => this.#host.showHistory(open),
      openSession: (session, at) => this.#host.openSession(session, at),
      downloadReport: (format, choice) => this.#host.downloadReport?.(format, choice),
      historyPlace: this.#host.historyPlace,
      signOut: this.#host.signOut,
      address: this.#host.address,
      ask: this.#ask,
      theme: this.#host.theme,
      themeChanged: () => this.#loop.changed(),
    };
    const shown = { replaying: this.#replaying, feed: this.#feed, notifications: this.#notifications };
    render(page(moment, actions, this.#open, shown), this.#root);
    const title = pageTitle(moment, this.#replaying.replayed);
    if (document.title !== title) document.title = title;
  }

  /** Of a session that is only shown again it is asked once; of one that goes on, as it tells more. */
  #noticeNumbers(): void {
    const live = this.#client.view.followed?.state;
    const then = this.#replaying.replayed?.state;
    if (live !== undefined) this.#measured.noticed(live.id, live.customCount);
    else if (then !== undefined) this.#measured.noticed(then.id, Math.min(1, then.customCount));
  }
}
