import { isIPv6 } from 'node:net';

/** Who counts as one: an IPv4 address, or an IPv6 network of 64 bits, of which one machine has all the addresses. */
export function peerOf(address = ''): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!isIPv6(bare) || bare === '::1') return bare;
  const [head = '', tail] = bare.split('::');
  // The same address may be written with zeros in front, or in capitals.
  const plain = (group: string): string => group.toLowerCase().replace(/^0+(?=.)/, '');
  const groups = (part: string): string[] =>
    part
      .split(':')
      .filter((group) => group !== '')
      .map(plain);
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  return `${[...first, ...Array<string>(zeros).fill('0'), ...last].slice(0, 4).join(':')}::/64`;
}
