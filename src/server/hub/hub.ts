import { inEnglish } from '../../protocol/language.ts';
import type { JournaledEvent } from '../../protocol/events.ts';
import type { ClientFrame, ListCursor, ServerFrame } from '../../protocol/frames.ts';
import { PROTOCOL_VERSION } from '../../protocol/frames.ts';
import { frameProblem } from '../access/frameActions.ts';
import { actionsOf } from '../access/roles.ts';
import { linesBefore } from '../../protocol/redaction/sessionFacts.ts';
import type { HubClient, HubInput, Subscriber } from './hubInput.ts';
import { diagnosticsFrame, ListNews, pageFrame } from './listFrames.ts';
import { Outgoing } from './outgoing.ts';

/** Bytes waiting in a client's socket above which it gets no more events, only a snapshot once it has drained. */
const SLOW_CLIENT_BYTES = 1024 * 1024;
/** Missed events sent one by one on resume; beyond this a snapshot is smaller. */
const RESUME_LIMIT = 1_000;
/** Least time between two tellings of summaries or diagnostics, ms: a list needs no more than a person can read. */
const LIST_EVERY_MS = 250;
/** The same of whole pages, ms. */
const RELIST_EVERY_MS = 500;
const SESSIONS_PER_CLIENT = 16;
/** How often a slow client's socket is looked at, ms. */
const DRAIN_CHECK_MS = 50;

/**
 * Tells every client what it asked for: a snapshot and then each committed event once, in order; summaries to those
 * who list. A client is in sync or gets a snapshot. A frame is made once for all who get it, and once more without
 * secrets for those who see none. What a visitor may not see, they are not told of.
 */
export class Hub {
  readonly #input: HubInput;
  readonly #subscribers = new Map<HubClient, Subscriber>();
  readonly #bySession = new Map<string, Set<Subscriber>>();
  /** Sessions whose summaries are still to be told. */
  readonly #changed = new Set<string>();
  #diagnosticsChanged = false;
  #listTimer: NodeJS.Timeout | undefined;
  #relistTimer: NodeJS.Timeout | undefined;
  #drainTimer: NodeJS.Timeout | undefined;

  constructor(input: HubInput) {
    this.#input = input;
  }

  get clients(): number {
    return this.#subscribers.size;
  }

  subscribers(session: string): number {
    return this.#bySession.get(session)?.size ?? 0;
  }

  connect(client: HubClient): void {
    this.#subscribers.set(client, {
      ...client,
      sessions: new Set(),
      behind: new Set(),
      list: false,
      listBehind: false,
    });
    const { epoch, version, now, sharing } = this.#input;
    const { role, session } = client.visitor;
    const you = { role, session, may: actionsOf(role) };
    const hello = { type: 'hello', protocol: PROTOCOL_VERSION, epoch, version, now: now() } as const;
    send(client, { ...hello, you, sharing: sharing(), muted: this.#mutedFor(client) });
  }

  disconnect(client: HubClient): void {
    const subscriber = this.#subscribers.get(client);
    if (!subscriber) return;
    this.#subscribers.delete(client);
    for (const session of subscriber.sessions) this.#release(subscriber, session);
  }

  request(client: HubClient, frame: ClientFrame): void {
    const subscriber = this.#subscribers.get(client);
    if (!subscriber) return;
    const problem = frameProblem(subscriber.visitor, frame);
    if (problem !== undefined) return refuse(subscriber, frame, problem);
    switch (frame.type) {
      case 'list':
        if (frame.after !== undefined) return this.#sendPage(subscriber, frame.after);
        subscriber.list = true;
        subscriber.listBehind = isSlow(subscriber);
        return subscriber.listBehind ? this.#awaitDrain() : this.#sendList(subscriber);
      case 'subscribe':
        return this.#subscribe(subscriber, frame);
      case 'unsubscribe':
        return this.#release(subscriber, frame.session);
      case 'ping':
        return send(subscriber, { type: 'pong', now: this.#input.now() });
    }
  }

  /** Tells of events that were committed and folded, in the journal's order. */
  publish(events: readonly JournaledEvent[]): void {
    for (const [session, group] of Map.groupBy(events, (event) => event.session)) {
      this.#changed.add(session);
      const subscribers = this.#bySession.get(session);
      if (subscribers) this.#tell(session, subscribers, this.#events(session, group));
    }
    this.#scheduleList();
  }

  /**
   * Sessions came into the list, or changed in it, without events: thousands at the first look at a machine. Who lists
   * is told of the newest page anew; the others are behind it.
   */
  publishList(): void {
    this.#relistTimer ??= setTimeout(() => {
      this.#relistTimer = undefined;
      for (const subscriber of this.#subscribers.values()) {
        if (!subscriber.list) continue;
        subscriber.listBehind ||= isSlow(subscriber);
        if (subscriber.listBehind) this.#awaitDrain();
        else this.#sendPage(subscriber);
      }
    }, RELIST_EVERY_MS);
  }

  publishDiagnostics(): void {
    this.#diagnosticsChanged = true;
    this.#scheduleList();
  }

  /** Tells everybody by which ways others reach the server now. */
  publishSharing(): void {
    const frame = new Outgoing({ type: 'sharing', ...this.#input.sharing() });
    for (const subscriber of this.#subscribers.values()) subscriber.send(frame.for(subscriber.visitor));
  }

  /** Tells everybody of which sessions nobody is told now. */
  publishMuted(): void {
    for (const subscriber of this.#subscribers.values())
      send(subscriber, { type: 'muted', sessions: this.#mutedFor(subscriber) });
  }

  close(): void {
    clearTimeout(this.#listTimer);
    clearTimeout(this.#relistTimer);
    clearInterval(this.#drainTimer);
    this.#subscribers.clear();
    this.#bySession.clear();
  }

  #mutedFor({ visitor: { session } }: HubClient): readonly string[] {
    const muted = this.#input.muted();
    return session === null ? muted : muted.filter((id) => id === session);
  }

  #subscribe(subscriber: Subscriber, frame: Extract<ClientFrame, { type: 'subscribe' }>): void {
    const { session, after, epoch } = frame;
    if (subscriber.sessions.size >= SESSIONS_PER_CLIENT && !subscriber.sessions.has(session)) {
      const message = inEnglish`A connection follows at most ${SESSIONS_PER_CLIENT} sessions. Unsubscribe from one first.`;
      return send(subscriber, { type: 'error', session, message });
    }
    const known = this.#input.session(session);
    if (!known && this.#input.summary(session) !== undefined) void this.#load(subscriber, session);
    else if (!known) {
      const message = inEnglish`There is no session "${session}" on this server (yet). It appears here when its first event arrives.`;
      send(subscriber, { type: 'error', session, message });
    }
    subscriber.sessions.add(session);
    this.#bySession.set(session, (this.#bySession.get(session) ?? new Set()).add(subscriber));
    if (!known) {
      // Its first event brings the snapshot.
      subscriber.behind.add(session);
      return;
    }
    if (isSlow(subscriber)) {
      subscriber.behind.add(session);
      return this.#awaitDrain();
    }
    const resumes = after !== undefined && epoch === this.#input.epoch && after <= known.seq;
    if (resumes && this.#input.countAfter(session, after, RESUME_LIMIT + 1) <= RESUME_LIMIT) {
      const events = [...this.#input.eventsAfter(session, after)];
      return subscriber.send(this.#events(session, events).for(subscriber.visitor));
    }
    this.#sendSnapshot(subscriber, session);
  }

  async #load(subscriber: Subscriber, session: string): Promise<void> {
    await this.#input.load(session);
    if (this.#input.session(session) !== undefined || !subscriber.sessions.has(session)) return;
    const message = inEnglish`Only its line in the list is left: its transcripts are gone, or cannot be read.`;
    send(subscriber, { type: 'error', session, message });
  }

  #release(subscriber: Subscriber, session: string): void {
    subscriber.sessions.delete(session);
    subscriber.behind.delete(session);
    const others = this.#bySession.get(session);
    others?.delete(subscriber);
    if (others?.size === 0) this.#bySession.delete(session);
  }

  #tell(session: string, subscribers: ReadonlySet<Subscriber>, frame: Outgoing): void {
    for (const subscriber of subscribers) {
      if (isSlow(subscriber)) subscriber.behind.add(session);
      if (subscriber.behind.has(session)) this.#awaitDrain();
      else subscriber.send(frame.for(subscriber.visitor));
    }
  }

  #awaitDrain(): void {
    this.#drainTimer ??= setInterval(() => this.#catchUp(), DRAIN_CHECK_MS);
  }

  /** The list and one snapshot for each session that a slow client fell behind in, once its socket is empty. */
  #catchUp(): void {
    let behind = false;
    for (const subscriber of this.#subscribers.values()) {
      if (subscriber.behind.size === 0 && !subscriber.listBehind) continue;
      if (subscriber.buffered() > 0) {
        behind = true;
        continue;
      }
      if (subscriber.listBehind) this.#sendList(subscriber);
      for (const session of subscriber.behind)
        if (this.#sendSnapshot(subscriber, session)) subscriber.behind.delete(session);
    }
    if (behind) return;
    clearInterval(this.#drainTimer);
    this.#drainTimer = undefined;
  }

  #sendList(subscriber: Subscriber): void {
    subscriber.listBehind = false;
    this.#sendPage(subscriber);
    // What could not be read is of the whole machine: not for a guest.
    if (subscriber.visitor.session === null) subscriber.send(diagnosticsFrame(this.#input).for(subscriber.visitor));
  }

  #sendPage(subscriber: Subscriber, after?: ListCursor): void {
    subscriber.send(pageFrame(this.#input, subscriber.visitor, after).for(subscriber.visitor));
  }

  #sendSnapshot(subscriber: Subscriber, session: string): boolean {
    const known = this.#input.session(session);
    if (known) send(subscriber, { type: 'snapshot', session, seq: known.seq, state: known.state });
    return known !== undefined;
  }

  #scheduleList(): void {
    if (this.#listTimer || (this.#changed.size === 0 && !this.#diagnosticsChanged)) return;
    this.#tellList();
    this.#listTimer = setTimeout(() => {
      this.#listTimer = undefined;
      this.#scheduleList();
    }, LIST_EVERY_MS);
  }

  /** What changed in the list, to those who listen. A slow one gets the whole list once its socket is empty. */
  #tellList(): void {
    const listing = [...this.#subscribers.values()].filter((subscriber) => subscriber.list);
    const news = new ListNews(this.#input, this.#changed, this.#diagnosticsChanged);
    this.#changed.clear();
    this.#diagnosticsChanged = false;
    for (const subscriber of listing) {
      subscriber.listBehind ||= isSlow(subscriber);
      if (subscriber.listBehind) this.#awaitDrain();
      else for (const frame of news.for(subscriber.visitor)) subscriber.send(frame.for(subscriber.visitor));
    }
  }

  #events(session: string, events: readonly JournaledEvent[]): Outgoing {
    return new Outgoing({ type: 'events', session, events }, () => {
      const known = this.#input.session(session);
      return known && events[0] ? linesBefore(known.state, events[0].seq) : [];
    });
  }
}

function isSlow(client: HubClient): boolean {
  return client.buffered() > SLOW_CLIENT_BYTES;
}

function send(client: HubClient, frame: ServerFrame): void {
  client.send(new Outgoing(frame).for(client.visitor));
}

function refuse(client: HubClient, frame: ClientFrame, message: string): void {
  send(client, { type: 'error', message, ...('session' in frame && { session: frame.session }) });
}
