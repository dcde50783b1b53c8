import { render } from 'lit';
import type { You } from '../src/protocol/access.ts';
import { LivestreamClient } from '../src/protocol/client.ts';
import type { Me } from '../src/protocol/sharingQuestions.ts';
import { nextSession } from './chooseSession.ts';
import { momentOf } from './moment.ts';
import type { Moment } from './moment.ts';
import { RenderLoop } from './renderLoop.ts';
import { loadShareDialog } from './share/loadShareDialog.ts';
import type { Actions } from './shell/actions.ts';
import { page } from './shell/page.ts';
import type { Open } from './shell/page.ts';
import { pageTitle } from './shell/pageTitle.ts';
import type { Ask, Host, Loss } from './transports/host.ts';

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
  #loss: Loss | null = null;
  #open: Open = { why: null, share: false };
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
  }

  start(): void {
    const remembered = this.#host.rememberedSession();
    if (remembered !== null) this.#followChosen(remembered);
    this.#host.start({
      frame: (frame) => this.#client.receive(frame),
      doubted: () => this.#client.doubted(),
      lost: (loss) => {
        this.#loss = loss;
        this.#client.disconnected();
        this.#loop.changed();
      },
      follow: (session) => this.#followChosen(session),
      share: () => this.#share(true),
    });
    this.#loop.start();
  }

  #changed(): void {
    const { sessions, clockOffset, you } = this.#client.view;
    if (you !== this.#you) void this.#learnName(you);
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
    this.#open = { ...this.#open, why: null };
    this.#client.follow(session);
    this.#loop.changed();
  }

  #choose(session: string): void {
    this.#host.rememberSession(session);
    this.#followChosen(session);
  }

  #share(share: boolean): void {
    this.#show({ ...this.#open, share });
    if (share) void loadShareDialog().catch(() => this.#show({ ...this.#open, share: 'failed' }));
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
    const moment: Moment = momentOf(this.#client.view, Date.now(), {
      wanted: this.#wanted,
      loss: this.#loss,
      me: this.#me,
    });
    const actions: Actions = {
      choose: (session) => this.#choose(session),
      refresh: () => {
        if (this.#client.view.connection === 'connected') this.#client.refresh();
        else this.#host.reconnect();
      },
      listMore: () => this.#client.listMore(),
      exportSession: (session) => this.#host.exportSession(session),
      why: (why) => this.#show({ ...this.#open, why }),
      share: (open) => this.#share(open),
      signOut: this.#host.signOut,
      address: this.#host.address,
      ask: this.#ask,
      theme: this.#host.theme,
      themeChanged: () => this.#loop.changed(),
    };
    render(page(moment, actions, this.#open), this.#root);
    const title = pageTitle(moment);
    if (document.title !== title) document.title = title;
  }
}
