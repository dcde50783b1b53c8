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
import { isHistory, isOfSession, NOW, placeOfView, RUNNING, sessionPlace } from './place.ts';
import { pressShortcut } from './keys/shortcuts.ts';
import type { ShortcutActions } from './keys/shortcuts.ts';
import type { Place } from './place.ts';
import { Replaying } from './replay/replaying.ts';
import { RenderLoop } from './renderLoop.ts';
import { loadShareDialog } from './share/loadShareDialog.ts';
import type { Actions } from './shell/actions.ts';
import { NOTHING_OPEN, page } from './shell/page.ts';
import type { Open } from './shell/page.ts';
import { pageTitle } from './shell/pageTitle.ts';
import type { Ask, Host, Loss } from './transports/host.ts';
import { loadVideo } from './video/loadVideo.ts';
import { loadWhyDialog } from './why/loadWhyDialog.ts';
import type { WhySubject } from './why/subject.ts';

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
  #place: Place = NOW;
  /** The session on view, or the last that was. */
  #wanted: string | null = null;
  #loss: Loss | null = null;
  #open: Open = NOTHING_OPEN;
  /** Somebody goes to another place; has come to one that is not drawn yet. */
  #goes = false;
  #arrives = false;
  /** Where somebody was before the night that is on view; null where the page began with it. */
  #beforeNight: Place | null = null;
  #historyFailed = false;
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
    // The line that a link led to is looked for in the moment that it led to.
    const remember = (session: string, at: number | null): void =>
      this.#keep({ ...sessionPlace(session, at), line: this.#place.session === session ? this.#place.line : null });
    const hasLive = host.recording === null;
    this.#replaying = new Replaying({ ask: this.#ask, remember, changed, hasLive });
    this.#measured = new Measured({ ask: this.#ask, changed });
    this.#notifications = host.notifies
      ? new Notifications(({ session_id: session, time }) => host.place.go(sessionPlace(session, Date.parse(time))))
      : null;
    this.#feed = new AlertFeed({ ask: this.#ask, changed, raised: (alert) => this.#notifications?.tell(alert) });
  }

  start(): void {
    this.#move();
    this.#host.start({
      frame: (frame) => this.#client.receive(frame),
      doubted: () => this.#client.doubted(),
      lost: (loss) => {
        this.#loss = loss;
        this.#client.disconnected();
        this.#loop.changed();
      },
      moved: () => this.#move(),
      share: () => this.#share(true),
    });
    if (this.#host.recording === null)
      document.addEventListener('keydown', (event) => pressShortcut(event, this.#keys));
    this.#loop.start();
  }

  readonly #keys: ShortcutActions = {
    go: (view) => this.#go(placeOfView(view, this.#shown, this.#wanted)),
    alerts: () => this.#hasDialogs && this.#client.view.you?.may.includes('read_all') && this.#alerts(true),
    help: () => this.#hasDialogs && this.#show({ ...this.#open, keys: true }),
  };

  /** At night there is nothing but the night. */
  get #hasDialogs(): boolean {
    return this.#shown.view !== 'night';
  }

  #changed(): void {
    const { you } = this.#client.view;
    if (you !== this.#you) void this.#learnName(you);
    this.#feed.noticed(this.#client.view);
    this.#follow();
    this.#loop.changed();
  }

  #move(): void {
    const before = this.#place;
    this.#place = this.#host.place.read();
    const { view, session, at } = this.#place;
    if (view !== 'night') this.#beforeNight = null;
    const isElsewhere = view !== before.view || session !== before.session;
    if (isElsewhere) this.#closeOfSession();
    this.#arrives = isElsewhere && this.#goes;
    this.#goes = false;
    if (session !== null && at !== null) this.#replaying.open(session, at);
    else this.#replaying.close();
    if (isHistory(view)) this.#loadHistory();
    this.#follow();
    this.#loop.changed();
  }

  /** Somebody goes to a place in the page; the browser's own way back is another matter, and knows where they were. */
  #go(place: Place): void {
    this.#goes = true;
    if (place.view === 'night' && this.#place.view !== 'night') this.#beforeNight = this.#place;
    this.#host.place.go(place);
  }

  /** Back to the same moment of the same session. Whose page began with the night is led to what it showed. */
  #endNight(): void {
    const { session } = this.#place;
    if (this.#beforeNight === null) return this.#go(session === null ? NOW : sessionPlace(session));
    this.#goes = true;
    this.#host.place.back(this.#beforeNight);
  }

  /** A place that is new to somebody begins at its top, for the eye and for the keyboard. */
  #arrive(): void {
    this.#arrives = false;
    window.scrollTo(0, 0);
    this.#root.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }

  /** What is open about the session that was on view. */
  #closeOfSession(): void {
    this.#open = { ...this.#open, why: null, export: false, video: false };
  }

  /** A detail of the place: nothing is to be opened or closed for it. */
  #keep(place: Place): void {
    this.#place = place;
    this.#host.place.keep(place);
    this.#loop.changed();
  }

  /** The place on view. Whoever may see one session only has no other. */
  get #shown(): Place {
    const { you } = this.#client.view;
    const isGuest = you !== null && you.session !== null;
    return !isGuest || isOfSession(this.#place.view) ? this.#place : RUNNING;
  }

  /** Has the server tell of the session on view, if there is one: the chosen one, else whichever runs. */
  #follow(): void {
    const place = this.#shown;
    if (place.view !== 'session') return this.#client.follow(null);
    const session = place.session ?? this.#running();
    if (session === null) return;
    if (session !== this.#wanted) this.#closeOfSession();
    this.#wanted = session;
    this.#client.follow(session);
  }

  /** For those who chose none: the session on view, until another begins after its end. */
  #running(): string | null {
    const { sessions, clockOffset } = this.#client.view;
    if (sessions === null) return null;
    const current = this.#wanted === null ? undefined : sessions.get(this.#wanted);
    return nextSession(sessions.values(), current, Date.now() + clockOffset);
  }

  #alerts(alerts: boolean): void {
    this.#show({ ...this.#open, alerts });
    if (alerts) void loadAlertsDialog().catch(() => this.#show({ ...this.#open, alerts: 'failed' }));
  }

  #why(why: WhySubject | null): void {
    this.#show({ ...this.#open, why });
    if (why !== null) void loadWhyDialog().catch(() => this.#show({ ...this.#open, why: 'failed' }));
  }

  #video(video: boolean): void {
    this.#show({ ...this.#open, export: false, video });
    if (video) void loadVideo().catch(() => this.#show({ ...this.#open, video: 'failed' }));
  }

  #share(share: boolean): void {
    this.#show({ ...this.#open, share });
    if (share) void loadShareDialog().catch(() => this.#show({ ...this.#open, share: 'failed' }));
  }

  #loadHistory(): void {
    this.#historyFailed = false;
    void loadHistoryView().catch(() => {
      this.#historyFailed = true;
      this.#loop.changed();
    });
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
      choose: (session) => this.#go(sessionPlace(session)),
      refresh: () => {
        if (this.#client.view.connection === 'connected') this.#client.refresh();
        else this.#host.reconnect();
      },
      listMore: () => this.#client.listMore(),
      exportSession: (session, format) => this.#host.exportSession(session, format),
      exportFormats: this.#host.exportFormats,
      export: (open) => this.#show({ ...this.#open, export: open }),
      keys: (keys) => this.#show({ ...this.#open, keys }),
      video: (open) => this.#video(open),
      recording: this.#host.recording,
      why: (why) => this.#why(why),
      closeWhy: (subject) => this.#open.why === subject && this.#why(null),
      share: (open) => this.#share(open),
      alerts: (open) => this.#alerts(open),
      openSession: (session, at) => this.#go(sessionPlace(session, at)),
      downloadReport: (format, choice) => this.#host.downloadReport?.(format, choice),
      place: { keep: (place) => this.#keep(place), go: (place) => this.#go(place) },
      endNight: () => this.#endNight(),
      reloadHistory: () => this.#loadHistory(),
      signOut: this.#host.signOut,
      address: this.#host.address,
      linePlace: {
        read: () => this.#place.line,
        link: (session, line, at) => this.#host.lineLink(session, line, at),
      },
      ask: this.#ask,
      theme: this.#host.theme,
      changed: () => this.#loop.changed(),
    };
    const shown = {
      ...{ place: this.#shown, historyFailed: this.#historyFailed },
      ...{ replaying: this.#replaying, feed: this.#feed, notifications: this.#notifications },
    };
    render(page(moment, actions, this.#open, shown), this.#root);
    if (this.#arrives) this.#arrive();
    const title = pageTitle(moment, this.#shown, this.#replaying.replayed);
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
