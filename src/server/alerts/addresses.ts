import { BlockList, isIP } from 'node:net';

/** Where a request may go: `forbidden` never, `private` where the channel allows that. */
export type Reach = 'public' | 'private' | 'forbidden';

/** Addresses that answer with credentials of this machine in a cloud, that reach many, or that are none. */
const FORBIDDEN = blockList([
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  ['::', 128],
  ['100::', 64],
  ['2001:db8::', 32],
  ['fd00:ec2::', 32],
  ['fd20:ce::', 32],
  ['fe80::', 10],
  ['ff00::', 8],
]);

/** This machine, and networks at home and at work. */
const PRIVATE = blockList([
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['::1', 128],
  ['fc00::', 7],
  ['fec0::', 10],
]);

/** IPv6 addresses that stand for one of IPv4, and where in them it is, as the first of its eight parts. */
const EMBEDDING: readonly (readonly [list: BlockList, part: number])[] = [
  [blockList([['::ffff:0:0', 96], ['64:ff9b::', 96], ['::', 96]]), 6], // prettier-ignore
  [blockList([['2002::', 16]]), 1],
];
/** Those in which it is hidden, or of whose use nothing is known. */
const TUNNELS = blockList([
  ['64:ff9b:1::', 48],
  ['2001::', 32],
]);

export function reachOf(address: string): Reach {
  const family = isIP(address);
  if (family === 0) return 'forbidden';
  if (family === 4) return reachBy(address, 'ipv4');
  const plain = address.replace(/%.*$/, '');
  // "::" and "::1" are in the range of old embedded addresses, and are what they are.
  if (FORBIDDEN.check(plain, 'ipv6') || TUNNELS.check(plain, 'ipv6')) return 'forbidden';
  if (PRIVATE.check(plain, 'ipv6')) return 'private';
  const embedded = EMBEDDING.find(([list]) => list.check(plain, 'ipv6'));
  return embedded === undefined ? 'public' : reachBy(embeddedAddress(plain, embedded[1]), 'ipv4');
}

function reachBy(address: string, family: 'ipv4' | 'ipv6'): Reach {
  if (FORBIDDEN.check(address, family)) return 'forbidden';
  return PRIVATE.check(address, family) ? 'private' : 'public';
}

/** Two of the eight parts of an IPv6 address, as an address of IPv4. */
function embeddedAddress(address: string, part: number): string {
  // The URL parser writes every address in one way: eight parts, of which a run of zeros may be left out.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const [front, back] = [head, tail ?? ''].map((half) => (half === '' ? [] : half.split(':')));
  const parts = [...front!, ...Array<string>(8 - front!.length - back!.length).fill('0'), ...back!];
  const bytes = parts.slice(part, part + 2).flatMap((text) => {
    const number = Number.parseInt(text, 16);
    return [number >> 8, number & 0xff];
  });
  return bytes.join('.');
}

function blockList(subnets: readonly (readonly [network: string, prefix: number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, isIP(network) === 4 ? 'ipv4' : 'ipv6');
  return list;
}
