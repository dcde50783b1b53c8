import type { LanSharing, NetworkInterface, SharingState } from '../../protocol/sharing.ts';
import { localUrl } from '../base/addresses.ts';
import { adviceFor } from './advice.ts';
import type { Certificate } from './certificate.ts';
import { listInterfaces } from './interfaces.ts';
import { chooseInterface, listenOnLan, urlOf } from './lan.ts';
import type { SecondListener, StartListening } from './lan.ts';
import { SharingError } from './sharingError.ts';
import { lookAround, thisSystem } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';
import { openTunnel } from './tunnel.ts';
import type { Tunnel } from './tunnel.ts';

export interface SharingOptions {
  /** What the server itself listens on. */
  readonly host: string;
  /** False when that is not this machine alone: then the server is shared for as long as it runs. */
  readonly isLoopback: boolean;
  /** Known once the server listens; nothing is asked before. */
  readonly port: () => number;
  readonly certificate: Certificate | undefined;
  readonly startListening: StartListening;
  /** The built script that ends the tunnel's agent with this process. */
  readonly guardScript: string;
  readonly now: () => number;
}

/** An address of this machine that others can reach, and what they are told of it. */
interface Shared {
  readonly address: string;
  readonly port: number;
  readonly told: LanSharing;
}

/** The ways by which other devices reach the server. They open and close while it runs. */
export class Sharing {
  readonly #options: SharingOptions;
  readonly #startedAt: string;
  readonly #listeners: (() => void)[] = [];
  #lan: (Shared & { readonly listener: SecondListener }) | null = null;
  #tunnel: Tunnel | null = null;
  /** PowerShell is slow, and most servers are never shared: it is asked when the server is, and then remembered. */
  #surroundings: Promise<Surroundings> | undefined;
  /** Of a server that listens everywhere: the address that people are told, when one was chosen. */
  #preferred: string | undefined;
  /** The last change: two windows may ask at once, and each of them is answered by what it found. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: SharingOptions) {
    this.#options = options;
    this.#startedAt = new Date(options.now()).toISOString();
  }

  async state(): Promise<SharingState> {
    const interfaces = await listInterfaces();
    const shared = this.#lan ?? this.#ownAddress(interfaces);
    return {
      port: this.#options.port(),
      lan: shared?.told ?? null,
      interfaces,
      tunnel: this.#tunnel?.state() ?? null,
      advice: shared === null ? [] : await this.#advise(shared, interfaces),
    };
  }

  /** What is open at this moment. */
  open(): { readonly lan: boolean; readonly tunnel: boolean } {
    const lan = this.#lan !== null || !this.#options.isLoopback;
    return { lan, tunnel: this.#tunnel?.state().state === 'open' };
  }

  /** `address`: of one of the interfaces, or its name. Rejects with a SharingError that says what to do. */
  shareOnLan(address?: string): Promise<SharingState> {
    return this.#inTurn(() => this.#share(address));
  }

  /** Drops everybody who came by it. Rejects with a SharingError where the server itself was started that way. */
  stopLan(): Promise<SharingState> {
    return this.#inTurn(() => this.#stop());
  }

  /** Starts it; what becomes of it is told by the state. */
  openTunnel(): Promise<SharingState> {
    return this.#inTurn(() => this.#startTunnel());
  }

  closeTunnel(): Promise<SharingState> {
    return this.#inTurn(() => this.#endTunnel());
  }

  /** Called whenever something has opened, closed or failed. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async close(): Promise<void> {
    this.#listeners.length = 0;
    await this.#last;
    await Promise.all([this.#tunnel?.close(), this.#lan?.listener.cut()]);
  }

  #inTurn(change: () => Promise<void> | void): Promise<SharingState> {
    const result = this.#last.then(change).then(() => this.state());
    this.#last = result.catch(() => undefined);
    return result;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  get #isEverywhere(): boolean {
    return ['0.0.0.0', '::'].includes(this.#options.host);
  }

  /** Where a server that was started for more than this machine is found; null when the machine is in no network. */
  #ownAddress(interfaces: readonly NetworkInterface[]): Shared | null {
    const { host, isLoopback } = this.#options;
    if (isLoopback) return null;
    const found = interfaces.find((each) => each.address === this.#preferred) ?? interfaces[0];
    const address = this.#isEverywhere ? found?.address : host;
    if (address === undefined) return null;
    const port = this.#options.port();
    return { address, port, told: { address, url: urlOf(address, port, false), since: this.#startedAt } };
  }

  async #advise(shared: Shared, interfaces: readonly NetworkInterface[]): Promise<readonly string[]> {
    const { address, told } = shared;
    if (!interfaces.some((each) => each.address === address))
      return [`This machine has left the network in which it was ${address}: share it anew.`];
    const { certificate, now } = this.#options;
    const problem = certificate?.problem(told.address, now());
    this.#surroundings ??= lookAround(thisSystem);
    return [...(problem === undefined ? [] : [problem]), ...adviceFor(await this.#surroundings, shared)];
  }

  async #share(wanted: string | undefined): Promise<void> {
    const { host, isLoopback, certificate, startListening, port, now } = this.#options;
    if (!isLoopback && !this.#isEverywhere && (wanted ?? host) !== host)
      throw new SharingError(`The server was started with --host ${host}, and listens at no other address.`);
    const { address } = chooseInterface(await listInterfaces(), wanted);
    if (!isLoopback) this.#preferred = address;
    if (!isLoopback || this.#lan?.address === address) return;
    await this.#stop();
    const listener = await listenOnLan(startListening, { host: address, port: port(), tls: certificate });
    this.#surroundings = lookAround(thisSystem);
    const reachable = (await this.#surroundings).windowsAddress ?? address;
    const url = urlOf(certificate?.hostFor(reachable) ?? reachable, listener.port, certificate !== undefined);
    const since = new Date(now()).toISOString();
    this.#lan = { listener, address, port: listener.port, told: { address: reachable, url, since } };
    this.#changed();
  }

  async #stop(): Promise<void> {
    const { host, isLoopback } = this.#options;
    if (!isLoopback)
      throw new SharingError(
        `The server was started with --host ${host} and listens there as long as it runs. Start it without, and share it when you need to: "livestream share".`,
      );
    if (this.#lan === null) return;
    const { listener } = this.#lan;
    this.#lan = null;
    this.#changed();
    await listener.cut();
  }

  #startTunnel(): void {
    if (this.#tunnel !== null && this.#tunnel.state().state !== 'failed') return;
    const { host, port, guardScript } = this.#options;
    const target = new URL(localUrl(host, port())).host;
    this.#tunnel = openTunnel({ guardScript, target, onChange: () => this.#changed() });
    this.#changed();
  }

  async #endTunnel(): Promise<void> {
    const tunnel = this.#tunnel;
    this.#tunnel = null;
    if (tunnel === null) return;
    this.#changed();
    await tunnel.close();
  }
}
