import assert from 'node:assert/strict';
import { reachOf } from '../../../../src/server/alerts/addresses.ts';
import { post } from '../../../../src/server/alerts/post.ts';
import { useWorld } from './support/alertWorld.ts';
import { WebhookServer } from './support/webhookServer.ts';
import { until } from '../../../support/until.ts';

describe('the address that a webhook goes to', () => {
  const the = useWorld();

  for (const [address, reach] of [
    ['169.254.169.254', 'forbidden'],
    ['169.254.1.1', 'forbidden'],
    ['100.100.100.200', 'forbidden'],
    ['0.0.0.0', 'forbidden'],
    ['255.255.255.255', 'forbidden'],
    ['224.0.0.1', 'forbidden'],
    ['fe80::1', 'forbidden'],
    ['fe80::1%eth0', 'forbidden'],
    ['fd00:ec2::254', 'forbidden'],
    ['fd20:ce::254', 'forbidden'],
    ['::ffff:169.254.169.254', 'forbidden'],
    ['::ffff:a9fe:a9fe', 'forbidden'],
    ['64:ff9b::a9fe:a9fe', 'forbidden'],
    ['2002:a9fe:a9fe::1', 'forbidden'],
    ['2001:0:1::1', 'forbidden'],
    ['::', 'forbidden'],
    ['not an address', 'forbidden'],
    ['127.0.0.1', 'private'],
    ['127.9.9.9', 'private'],
    ['::1', 'private'],
    ['::ffff:127.0.0.1', 'private'],
    ['64:ff9b::7f00:1', 'private'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['192.168.1.10', 'private'],
    ['100.64.0.1', 'private'],
    ['fd12:3456::1', 'private'],
    ['8.8.8.8', 'public'],
    ['172.32.0.1', 'public'],
    ['2606:4700::1111', 'public'],
    ['64:ff9b::808:808', 'public'],
  ] as const) {
    it(`${address} is ${reach}`, () => assert.equal(reachOf(address), reach));
  }

  async function tried(address: string, resolved: string, allowPrivate: boolean, service: WebhookServer) {
    const world = the();
    world.resolve = (_name) => Promise.resolve([{ address: resolved, family: resolved.includes(':') ? 6 : 4 }]);
    world.env['HOOK'] = `${address}:${service.port}/hook`;
    world.configure({ channels: [{ name: 'team', type: 'slack', secret: 'env:HOOK', allowPrivate }] });
    return world.alerts.test('team');
  }

  it('is judged by what its name means when it is connected to', async () => {
    const service = await new WebhookServer().open();
    assert.equal((await tried('http://home.example', '127.0.0.1', true, service))?.status, 'delivered');
    const refused = await tried('https://home.example', '127.0.0.1', false, service);
    assert.match(String(refused?.answer), /private network; "allowPrivate"/);
    const metadata = await tried('http://home.example', '169.254.169.254', true, service);
    assert.match(String(metadata?.answer), /link-local/);
    assert.equal(service.received.length, 1);
  });

  it('is not trusted because one of several is right', async () => {
    const service = await new WebhookServer().open();
    const resolve = () =>
      Promise.resolve([
        { address: '127.0.0.1', family: 4 },
        { address: '169.254.169.254', family: 4 },
      ]);
    const request = { url: new URL(`http://home.example:${service.port}/`), headers: {}, body: '{}' };
    const answer = await post(request, { resolve, allowPrivate: true, timeoutMs: 1_000 });
    assert.equal(answer.kind, 'refused');
  });

  it('is refused as a number too, however it is written, and is never plain http in public', async () => {
    const service = await new WebhookServer().open();
    for (const host of [
      'https://127.0.0.1',
      'https://2130706433',
      'https://0x7f.1',
      'https://[::1]',
      'https://[::ffff:7f00:1]',
    ])
      assert.match(String((await tried(host, '8.8.8.8', false, service))?.answer), /private network/, host);
    for (const host of ['http://169.254.169.254', 'http://[fd00:ec2::254]', 'http://[::ffff:a9fe:a9fe]'])
      assert.match(String((await tried(host, '8.8.8.8', true, service))?.answer), /link-local/, host);
    assert.match(String((await tried('http://hooks.example', '8.8.8.8', false, service))?.answer), /not https/);
    assert.equal(service.received.length, 0);
  });

  it('that nobody knows is asked for again later', async () => {
    const world = the();
    world.resolve = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    world.env['HOOK'] = 'https://hooks.example/very-secret';
    world.configure({ channels: [{ name: 'team', type: 'slack', secret: 'env:HOOK' }] });
    world.tell('waiting', { reason: 'x' });
    await until('it is told', () => world.raised()[0]?.deliveries[0]?.status === 'retrying');
    assert.equal(world.raised()[0]!.deliveries[0]!.answer, 'no connection (ENOTFOUND)');
  });
});
