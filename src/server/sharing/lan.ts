import { inEnglish } from '../../protocol/language.ts';
import { isIPv4 } from 'node:net';
import type { NetworkInterface } from '../../protocol/sharing.ts';
import type { Certificate } from './certificate.ts';
import { SharingError } from './sharingError.ts';

/** A second address of the server, as it is opened for a network. */
export interface SecondListener {
  readonly port: number;
  /** Closes it and drops everybody who came by it. */
  readonly cut: () => Promise<void>;
}

export type StartListening = (at: {
  readonly host: string;
  readonly port: number;
  readonly tls: Certificate | undefined;
}) => Promise<SecondListener>;

/** The interface that is meant: the one with this address, or the most likely one. Throws what there is instead. */
export function chooseInterface(interfaces: readonly NetworkInterface[], address?: string): NetworkInterface {
  const [first] = interfaces;
  if (first === undefined)
    throw new SharingError(
      inEnglish`This machine is in no network, so no other device can reach it. Connect it, then share.`,
    );
  if (address === undefined) return first;
  const meant = interfaces.find((each) => each.address === address || each.name === address);
  if (meant) return meant;
  const known = interfaces.map((each) => `${each.address} (${each.name})`).join(', ');
  const wildcard = isIPv4(address) && /^0/.test(address) ? inEnglish` One network is shared at a time.` : '';
  throw new SharingError(inEnglish`This machine has no address ${address}.${wildcard} It has: ${known}.`);
}

/** Listens at the address on the server's own port, so that one number is enough to remember; else on any free one. */
export async function listenOnLan(
  startListening: StartListening,
  { host, port, tls }: Parameters<StartListening>[0],
): Promise<SecondListener> {
  try {
    return await startListening({ host, port, tls });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return startListening({ host, port: 0, tls });
    throw new SharingError(inEnglish`The server could not listen at ${host}: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

export function urlOf(host: string, port: number, isHttps: boolean): string {
  return new URL(`${isHttps ? 'https' : 'http'}://${host}:${port}/`).href;
}
