import assert from 'node:assert/strict';
import type { NetworkInterfaceInfo } from 'node:os';
import { orderInterfaces } from '../../../../src/server/sharing/interfaces.ts';
import { chooseInterface, listenOnLan, urlOf } from '../../../../src/server/sharing/lan.ts';

const FOUND = {
  lo: [info('127.0.0.1', { internal: true })],
  docker0: [info('172.17.0.1')],
  eth0: [info('198.51.100.7'), info('fe80::1', { family: 'IPv6' })],
  wlan0: [info('192.0.2.7')],
  usb0: [info('169.254.3.4')],
};

describe('the networks to share in', () => {
  it("are this machine's own addresses, the default route's first and those of virtual machines last", () => {
    assert.deepEqual(orderInterfaces(FOUND, '192.0.2.7'), [
      { name: 'wlan0', address: '192.0.2.7', is_default: true },
      { name: 'eth0', address: '198.51.100.7', is_default: false },
      { name: 'docker0', address: '172.17.0.1', is_default: false },
    ]);
  });

  it('are there without a default route, too', () => {
    assert.deepEqual(
      orderInterfaces(FOUND, null).map(({ name }) => name),
      ['eth0', 'wlan0', 'docker0'],
    );
  });

  it('can be chosen by address or by name', () => {
    const interfaces = orderInterfaces(FOUND, null);
    assert.equal(chooseInterface(interfaces).name, 'eth0');
    assert.equal(chooseInterface(interfaces, '192.0.2.7').name, 'wlan0');
    assert.equal(chooseInterface(interfaces, 'docker0').address, '172.17.0.1');
  });

  it('are told to somebody who names another', () => {
    const interfaces = orderInterfaces(FOUND, null);
    assert.throws(
      () => chooseInterface(interfaces, '10.0.0.1'),
      /no address 10\.0\.0\.1.* It has: 198\.51\.100\.7 \(eth0\)/,
    );
    assert.throws(() => chooseInterface(interfaces, '0.0.0.0'), /One network is shared at a time/);
    assert.throws(() => chooseInterface([]), /in no network.*Connect it/);
  });
});

describe('listening in a network', () => {
  const at = { host: '198.51.100.7', port: 8080, tls: undefined };
  const listener = (port: number) => ({ port, cut: () => Promise.resolve() });

  it("takes the server's own port, and any free one where that is taken", async () => {
    assert.equal((await listenOnLan(({ port }) => Promise.resolve(listener(port)), at)).port, 8080);
    const taken = ({ port }: { port: number }) =>
      port === 0 ? Promise.resolve(listener(4711)) : Promise.reject(Object.assign(new Error(), { code: 'EADDRINUSE' }));
    assert.equal((await listenOnLan(taken, at)).port, 4711);
  });

  it('says why it cannot', async () => {
    const refused = () => Promise.reject(Object.assign(new Error('listen EACCES'), { code: 'EACCES' }));
    await assert.rejects(listenOnLan(refused, at), /could not listen at 198\.51\.100\.7: listen EACCES/);
  });

  it('has an address that a browser can open', () => {
    assert.equal(urlOf('198.51.100.7', 80, false), 'http://198.51.100.7/');
    assert.equal(urlOf('laptop.example', 8443, true), 'https://laptop.example:8443/');
  });
});

function info(address: string, differs: Partial<NetworkInterfaceInfo> = {}): NetworkInterfaceInfo {
  return { address, family: 'IPv4', internal: false, ...differs } as NetworkInterfaceInfo;
}
