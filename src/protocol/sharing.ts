/** How the server can be reached from elsewhere, as `GET /api/sharing` tells it. */

export interface LanSharing {
  /** Where other devices find this machine; in WSL that is an address of Windows. */
  readonly address: string;
  /** With a slash at its end. */
  readonly url: string;
  /** ISO 8601. */
  readonly since: string;
}

export interface NetworkInterface {
  readonly name: string;
  readonly address: string;
  /** Its network is the way to the rest of the world: most likely the one that the phone is in. */
  readonly is_default: boolean;
}

export interface TunnelSharing {
  /** With a slash at its end; null until the tunnel has one. */
  readonly url: string | null;
  readonly state: 'starting' | 'open' | 'failed';
  /** What is the matter and what to do about it; null when all is well. */
  readonly message: string | null;
}

export interface SharingState {
  /** Of the server for programs on its own machine. */
  readonly port: number;
  /** null while other devices of the network cannot reach the server. */
  readonly lan: LanSharing | null;
  /** The most likely one first. */
  readonly interfaces: readonly NetworkInterface[];
  readonly tunnel: TunnelSharing | null;
  /** Sentences on what may be in the way, each with the command that helps. */
  readonly advice: readonly string[];
}
