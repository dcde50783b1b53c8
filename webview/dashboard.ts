import { render } from 'lit';
import { LivestreamClient } from '../src/protocol/client.ts';
import { nextSession } from './chooseSession.ts';
import { momentOf } from './moment.ts';
import type { Moment } from './moment.ts';
import { RenderLoop } from './renderLoop.ts';
import type { Actions } from './shell/actions.ts';
import { page } from './shell/page.ts';
import { pageTitle } from './shell/pageTitle.ts';
import type { Ask, Host } from './transports/host.ts';
import type { WhySubject } from './why/subject.ts';

/** Joins a host, a client of the server and the page. */
export class Dashboard {
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #loop = new RenderLoop(() => this.#render());
  readonly #client: LivestreamClient;
  /** One function for good: a panel that is given it is not drawn anew for that. */
  readonly #ask: Ask = (question) => this.#host.ask(question);
  #wanted: string | null = null;
  /** False while the page shows what it found itself: then it moves on to a session that begins later. */
  #chosen = false;
  #advice: string | null = null;
  /** The number whose explanation is open. */
  #why: WhySubject | null = null;

  constructor(root: HTMLElement, host: Host) {
    this.#root = root;
    this.#host = host;
    this.#client = new LivestreamClient({
      send: (frame) => host.send(frame),
      onChange: () => this.#changed(),
      now: () => Date.now(),
    });
  }

  start(): void {
    const remembered = this.#host.rememberedSession();
    if (remembered !== null) this.#followChosen(remembered);
    this.#host.start({
      frame: (frame) => this.#client.receive(frame),
      lost: (advice) => {
        this.#advice = advice ?? null;
        this.#client.disconnected();
        this.#loop.changed();
      },
      follow: (session) => this.#followChosen(session),
    });
    this.#loop.start();
  }

  #changed(): void {
    const { sessions, clockOffset } = this.#client.view;
    const now = Date.now() + clockOffset;
    const current = this.#wanted === null ? undefined : sessions?.get(this.#wanted);
    if (!this.#chosen && sessions !== null) {
      const next = nextSession(sessions.values(), current, now);
      if (next !== null && next !== this.#wanted) return this.#follow(next);
    }
    this.#loop.changed();
  }

  #followChosen(session: string): void {
    this.#chosen = true;
    this.#follow(session);
  }

  #follow(session: string): void {
    this.#wanted = session;
    this.#why = null;
    this.#client.follow(session);
    this.#loop.changed();
  }

  #choose(session: string): void {
    this.#host.rememberSession(session);
    this.#followChosen(session);
  }

  #render(): void {
    const moment: Moment = momentOf(this.#client.view, Date.now(), this.#wanted, this.#advice);
    const actions: Actions = {
      choose: (session) => this.#choose(session),
      refresh: () => {
        if (this.#client.view.connection === 'connected') this.#client.refresh();
        else this.#host.reconnect();
      },
      listMore: () => this.#client.listMore(),
      exportSession: (session) => this.#host.exportSession(session),
      why: (subject) => {
        this.#why = subject;
        this.#loop.changed();
      },
      ask: this.#ask,
      theme: this.#host.theme,
      themeChanged: () => this.#loop.changed(),
    };
    render(page(moment, actions, this.#why), this.#root);
    const title = pageTitle(moment);
    if (document.title !== title) document.title = title;
  }
}
