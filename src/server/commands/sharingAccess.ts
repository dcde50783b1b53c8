import type { SharingState } from '../../protocol/sharing.ts';
import { requestServer } from '../base/runningServer.ts';
import type { ServerFile } from '../base/discovery.ts';
import type { Livestream } from '../livestreamOptions.ts';

/** Sharing as a command uses it, of the server in this process or of one that runs elsewhere. */
export interface SharingAccess {
  readonly state: () => Promise<SharingState>;
  readonly shareOnLan: (address: string | undefined) => Promise<SharingState>;
  readonly stopLan: () => Promise<SharingState>;
  readonly openTunnel: () => Promise<SharingState>;
  readonly closeTunnel: () => Promise<SharingState>;
  /** By default for a viewer. */
  readonly createPairingCode: (role?: 'viewer' | 'owner') => Promise<string>;
}

export function sharingHere({ sharing, createPairingCode }: Livestream): SharingAccess {
  return {
    state: () => sharing.state(),
    shareOnLan: (address) => sharing.shareOnLan(address),
    stopLan: () => sharing.stopLan(),
    openTunnel: () => sharing.openTunnel(),
    closeTunnel: () => sharing.closeTunnel(),
    createPairingCode: (role = 'viewer') => Promise.resolve(createPairingCode(role)),
  };
}

export function sharingThere(server: ServerFile): SharingAccess {
  const ask = async <T>(path: string, body?: object): Promise<T> =>
    (await (await requestServer(server, path, body)).json()) as T;
  return {
    state: () => ask('api/sharing'),
    shareOnLan: (address) => ask('api/sharing/lan', { address }),
    stopLan: () => ask('api/sharing/lan/stop', {}),
    openTunnel: () => ask('api/sharing/tunnel', {}),
    closeTunnel: () => ask('api/sharing/tunnel/stop', {}),
    createPairingCode: async (role = 'viewer') => (await ask<{ code: string }>('api/access/pairing', { role })).code,
  };
}
