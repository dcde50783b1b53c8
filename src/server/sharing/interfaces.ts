import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import type { NetworkInterfaceInfo } from 'node:os';
import type { NetworkInterface } from '../../protocol/sharing.ts';

/** An address for documentation (RFC 5737), which is nobody's: the way to it is the way to any other. */
const SOMEWHERE_ELSE = '203.0.113.1';
const DISCARD_PORT = 9;
/** Networks inside this machine, and ways through other ones: a phone is seldom in them. */
const SELDOM_MEANT =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|lxc|cni|flannel|utun|tun|tap|wg|tailscale|zt|ppp)/;

/** This machine's IPv4 addresses that another device could reach, the default route's first. */
export async function listInterfaces(): Promise<readonly NetworkInterface[]> {
  return orderInterfaces(networkInterfaces(), await defaultRouteAddress());
}

/** `defaultAddress`: this machine's own address on its way to the rest of the world; null where there is none. */
export function orderInterfaces(
  found: NodeJS.Dict<NetworkInterfaceInfo[]>,
  defaultAddress: string | null,
): readonly NetworkInterface[] {
  const rank = ({ name, is_default }: NetworkInterface): number => (is_default ? 0 : SELDOM_MEANT.test(name) ? 2 : 1);
  return Object.entries(found)
    .flatMap(([name, addresses]) => (addresses ?? []).filter(isReachable).map(({ address }) => ({ name, address })))
    .map(({ name, address }) => ({ name, address, is_default: address === defaultAddress }))
    .sort((a, b) => rank(a) - rank(b));
}

/** Not loopback, and not an address that a machine gives itself when nobody else does. */
function isReachable({ family, internal, address }: NetworkInterfaceInfo): boolean {
  return family === 'IPv4' && !internal && !address.startsWith('169.254.');
}

/** Asks the system which of its addresses it would use. "Connecting" a UDP socket looks the route up and sends nothing. */
function defaultRouteAddress(): Promise<string | null> {
  const socket = createSocket('udp4');
  const { promise, resolve } = Promise.withResolvers<string | null>();
  // No route: this machine is in no network, or in one that leads nowhere.
  socket.once('error', () => resolve(null));
  socket.once('connect', () => resolve(socket.address().address));
  socket.connect(DISCARD_PORT, SOMEWHERE_ELSE);
  return promise.finally(() => socket.close());
}
