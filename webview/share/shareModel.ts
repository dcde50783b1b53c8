import type { SharingState } from '../../src/protocol/sharing.ts';
import type {
  AccessList,
  LinkLifetime,
  NewLink,
  NewToken,
  SharingQuestion,
} from '../../src/protocol/sharingQuestions.ts';
import type { Ask } from '../transports/host.ts';
import { Attempts } from './attempts.ts';
import { Invitation } from './invitation.ts';

/** How often the lists are asked for while somebody looks at them, ms: a phone that was let in appears by itself. */
const ASK_EVERY_MS = 2_000;

type Change = Extract<SharingQuestion['about'], 'share_on_lan' | 'stop_lan' | 'open_tunnel' | 'close_tunnel'>;

/** What the open dialog knows and has asked for. It is made when the dialog opens, and stopped when it closes. */
export class ShareModel {
  readonly #ask: Ask;
  readonly #changed: () => void;
  readonly attempts: Attempts;
  readonly lanInvitation: Invitation;
  readonly tunnelInvitation: Invitation;
  /** null until the server has said so. */
  sharing: SharingState | null = null;
  access: AccessList | null = null;
  /** Why what is on view may be old. */
  problem: string | null = null;
  /** The interface that was chosen to be shared, by its address; null: the most likely one. */
  chosen: string | null = null;
  lifetime: LinkLifetime = '1d';
  newLink: (NewLink & { readonly session: string }) | null = null;
  newToken: (NewToken & { readonly name: string }) | null = null;
  /** What is asked back about before it is taken away, by a name of its own. */
  confirming: string | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #asking = false;

  constructor(ask: Ask, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
    this.attempts = new Attempts(changed);
    this.lanInvitation = new Invitation('lan', ask, changed);
    this.tunnelInvitation = new Invitation('tunnel', ask, changed);
  }

  start(): void {
    void this.refresh();
    this.#timer = setInterval(() => {
      if (!document.hidden) void this.refresh();
    }, ASK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async refresh(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const [access, sharing] = await Promise.all([this.#ask({ about: 'access' }), this.#ask({ about: 'sharing' })]);
      this.access = access;
      for (const invitation of [this.lanInvitation, this.tunnelInvitation]) invitation.see(access.grants);
      this.problem = null;
      this.#learn(sharing);
    } catch (error) {
      this.problem = (error as Error).message;
    }
    this.#asking = false;
    this.#changed();
  }

  /** Opens or closes a way in. */
  change(about: Change): Promise<boolean> {
    const way = about.endsWith('lan') ? 'lan' : 'tunnel';
    const address = about === 'share_on_lan' && this.chosen !== null ? { address: this.chosen } : {};
    return this.attempts.make(way, async () => this.#learn(await this.#ask({ about, ...address })));
  }

  async createLink(session: string): Promise<void> {
    const question = { about: 'share_link', session, expires_in: this.lifetime } as const;
    await this.#changeAccess('link', async () => {
      this.newLink = { ...(await this.#ask(question)), session };
    });
  }

  createToken(name: string, role: 'viewer' | 'owner'): Promise<boolean> {
    return this.#changeAccess('token', async () => {
      this.newToken = { ...(await this.#ask({ about: 'token', name, role })), name };
    });
  }

  addUser(name: string, role: 'viewer' | 'owner', password: string): Promise<boolean> {
    return this.#changeAccess('user', () => this.#ask({ about: 'add_user', name, role, password }));
  }

  revoke(id: string): Promise<boolean> {
    return this.#changeAccess(id, () => this.#ask({ about: 'revoke', id }));
  }

  removeUser(name: string): Promise<boolean> {
    return this.#changeAccess(`user ${name}`, () => this.#ask({ about: 'remove_user', name }));
  }

  /** Applies what a person chose in the dialog itself. */
  choose(choice: Partial<Pick<ShareModel, 'chosen' | 'lifetime' | 'newLink' | 'newToken' | 'confirming'>>): void {
    Object.assign(this, choice);
    this.#changed();
  }

  async #changeAccess(name: string, work: () => Promise<unknown>): Promise<boolean> {
    const worked = await this.attempts.make(name, work);
    this.confirming = null;
    await this.refresh();
    return worked;
  }

  #learn(sharing: SharingState): void {
    this.sharing = sharing;
    this.lanInvitation.wanted = sharing.lan !== null;
    this.tunnelInvitation.wanted = sharing.tunnel?.state === 'open';
    this.#changed();
  }
}
