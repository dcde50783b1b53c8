import type { ModelPrices } from '../protocol/prices.ts';
import type { Certificate } from './sharing/certificate.ts';
import type { Sharing } from './sharing/sharing.ts';
import type { RetentionLimits } from './history/retention.ts';
import type { SourceRoots } from './sources/registry.ts';

/** What a server is started with. */
export interface LivestreamOptions {
  readonly roots: SourceRoots;
  /** Prices a person gave, by model. */
  readonly prices: ModelPrices;
  /** What is kept of sessions that are over. */
  readonly retention: RetentionLimits;
  /** The built script of the processes that read transcripts. */
  readonly readerScript: string;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Even programs on this machine need a credential. */
  readonly requireToken: boolean;
  /** The built script that ends a tunnel's agent with this process. */
  readonly tunnelGuardScript: string;
  /** By which other devices are served over https; this machine's own programs go on with http. */
  readonly certificate: Certificate | undefined;
  /** The folder with the built dashboard. */
  readonly dashboardDir: string;
  readonly version: string;
  /** Stop by itself when no client with the token has been connected for a while. */
  readonly exitWhenUnused: boolean;
  /** A newer version of the server may take its place. Default: none may. */
  readonly replaceOlder?: boolean;
}

/** A server that runs in this process. */
export interface Livestream {
  /** The address for this machine. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly sharing: Sharing;
  /** A new code by which one device is let in, once, within minutes. */
  readonly createPairingCode: (role: 'viewer' | 'owner') => string;
  /** Resolves when everything that was there at the start has been read. */
  readonly indexed: Promise<void>;
  /** Resolves when the server has stopped, whoever stopped it. */
  readonly stopped: Promise<void>;
  /** Puts an error that ends the process into the log. */
  readonly logCrash: (error: Error) => void;
  /** Writes and closes everything. */
  readonly stop: () => Promise<void>;
}
