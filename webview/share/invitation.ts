import type { GivenRole, GrantInfo, PairingCode } from '../../src/protocol/sharingQuestions.ts';
import type { Ask } from '../transports/host.ts';

type Devices = readonly Pick<GrantInfo, 'id' | 'kind' | 'name'>[];

/** The one-time code that is on view for one way in. It is made when the way opens, and anew when a person asks for it. */
export class Invitation {
  readonly #ask: Ask;
  readonly #changed: () => void;
  /** Of the way that it is for. */
  readonly name: string;
  role: GivenRole = 'viewer';
  code: PairingCode | null = null;
  problem: string | null = null;
  busy = false;
  /** The device that was let in since the code was made. */
  taken: string | null = null;
  #wanted = false;
  #devices: Devices = [];
  #known: ReadonlySet<string> = new Set();

  constructor(name: string, ask: Ask, changed: () => void) {
    this.name = name;
    this.#ask = ask;
    this.#changed = changed;
  }

  /** Whether there is a way in, so that a code is of use. */
  set wanted(wanted: boolean) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.code = null;
    if (wanted) void this.renew();
  }

  async renew(role: GivenRole = this.role): Promise<void> {
    if (this.busy) return;
    this.role = role;
    this.busy = true;
    this.problem = null;
    this.#changed();
    try {
      this.code = await this.#ask({ about: 'pairing_code', role });
      this.#known = new Set(this.#devices.map(({ id }) => id));
      this.taken = null;
    } catch (error) {
      this.code = null;
      this.problem = (error as Error).message;
    }
    this.busy = false;
    this.#changed();
  }

  /** A device that was not there when the code was made has come in by it. */
  see(grants: Devices): void {
    this.#devices = grants.filter(({ kind }) => kind === 'device');
    if (this.code === null) return;
    this.taken ??= this.#devices.find(({ id }) => !this.#known.has(id))?.name ?? null;
  }
}
