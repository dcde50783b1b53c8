import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../../support/until.ts';
import { useWorld } from './support/alertWorld.ts';
import { accept, answer, die, hang, WebhookServer } from './support/webhookServer.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a webhook', () => {
  const the = useWorld();

  /** A channel to a service on this machine. */
  function channel(name: string, service: WebhookServer, fields: object = {}): object {
    the().env[`HOOK_${name}`] = service.secret;
    return { name, type: 'slack', secret: `env:HOOK_${name}`, allowPrivate: true, ...fields };
  }

  const ask = (what = 'may I?'): unknown => {
    the().timers.pass(1);
    the().tell('process_update', { status: 'busy', evidence: 'x' });
    the().timers.pass(1);
    return the().tell('waiting', { reason: what });
  };

  const deliveries = (index = 0) =>
    the().raised()[index]?.deliveries.map(({ channel: name, status, attempt, httpStatus }) => [name, status, attempt, httpStatus]); // prettier-ignore

  it('gets an alert once, and the answer is kept', async () => {
    const service = await new WebhookServer().open();
    the().configure({ channels: [channel('team', service)] });
    ask();
    await until('it is delivered', () => the().raised()[0]?.deliveries[0]?.status === 'delivered');
    the().timers.pass(HOUR);
    the().restart();
    ask('and this?');
    await until('the second is delivered', () => deliveries(1)?.[0]?.[1] === 'delivered');
    assert.deepEqual(deliveries(), [['team', 'delivered', 1, 204]]);
    assert.equal(service.received.length, 2);
    assert.deepEqual((JSON.parse(service.received[0]!.body) as { text: string }).text, 's needs you: may I?');
  });

  it('that is in trouble is tried again, later each time, until it takes the alert', async () => {
    const service = await new WebhookServer(answer(500), die, answer(502), accept).open();
    the().configure({ channels: [channel('team', service)] });
    ask();
    for (const [tries, wait] of [
      [1, 5_000],
      [2, 10_000],
      [3, 20_000],
    ] as const) {
      await until(`try ${tries} is told`, () => deliveries()?.[0]?.[2] === tries);
      the().timers.pass(wait - 1);
      assert.equal(service.received.length, tries);
      the().timers.pass(1);
    }
    await until('it is delivered', () => deliveries()?.[0]?.[1] === 'delivered');
    const statuses = the().events().flatMap(({ type, data }) => (type === 'alert_delivery' ? [data['status']] : [])); // prettier-ignore
    assert.deepEqual(statuses, ['retrying', 'retrying', 'retrying', 'delivered']);
  });

  it('that says how long to wait is left alone for so long, with all that is for it', async () => {
    const service = await new WebhookServer(answer(429, { 'retry-after': '120' }), accept).open();
    the().configure({ channels: [channel('team', service)] });
    ask('first');
    await until('the first try is told', () => deliveries()?.[0]?.[2] === 1);
    ask('second');
    the().timers.pass(119_000);
    assert.equal(service.received.length, 1);
    the().timers.pass(2_000);
    await until('one is delivered', () => service.received.length === 2);
    await until('it is told', () => the().raised().flatMap(({ deliveries: each }) => each).some(({ status }) => status === 'delivered')); // prettier-ignore
    the().timers.pass(2_000);
    await until('both are delivered', () => service.received.length === 3);
  });

  it('that says when, as a date, is left alone until then', async () => {
    const at = new Date(the().now + 10 * MINUTE).toUTCString();
    const service = await new WebhookServer(answer(503, { 'retry-after': at }), accept).open();
    the().configure({ channels: [channel('team', service)] });
    ask();
    await until('the first try is told', () => deliveries()?.[0]?.[2] === 1);
    const retryAt = the().raised()[0]!.deliveries[0]!.retryAt!;
    assert.ok(Math.abs(retryAt - Date.parse(at)) < 1_000);
  });

  it('that hangs delays nothing elsewhere', async () => {
    const [slow, quick] = [await new WebhookServer(hang).open(), await new WebhookServer().open()];
    the().timeoutMs = 200;
    the().restart();
    the().configure({ channels: [channel('slow', slow), channel('quick', quick)] });
    ask();
    await until('the quick one has it', () => deliveries()?.some(([name, status]) => name === 'quick' && status === 'delivered')); // prettier-ignore
    await until('the slow one is given a rest', () => deliveries()?.some(([name, status]) => name === 'slow' && status === 'retrying')); // prettier-ignore
    assert.match(
      the()
        .raised()[0]!
        .deliveries.find(({ channel: name }) => name === 'slow')!.answer,
      /no answer within/,
    );
  });

  it('that is not there any more is told as failed, in the log as well', async () => {
    const service = await new WebhookServer(answer(404)).open();
    the().configure({ channels: [channel('team', service)] });
    ask();
    await until('it is told', () => deliveries()?.[0]?.[1] === 'failed');
    assert.match(the().state().logs.at(-1)!.text, /^Alert failed by team: .*make a new one/);
    the().timers.pass(HOUR);
    assert.equal(service.received.length, 1);
  });

  it('that leads elsewhere is not followed', async () => {
    const elsewhere = await new WebhookServer().open();
    const service = await new WebhookServer(answer(307, { location: elsewhere.secret })).open();
    the().configure({ channels: [channel('team', service)] });
    ask();
    await until('it is told', () => deliveries()?.[0]?.[1] === 'failed');
    assert.equal(elsewhere.received.length, 0);
  });

  it('that never works is given up after hours, and that is seen', async () => {
    const service = await new WebhookServer(answer(500)).open();
    the().configure({ channels: [channel('team', service)] });
    ask();
    for (let tries = 1; deliveries()?.[0]?.[1] !== 'failed'; tries++) {
      await until(`try ${tries}`, () => deliveries()?.[0]?.[2] === tries);
      the().timers.pass(15 * MINUTE);
      assert.ok(tries < 100);
    }
    assert.match(the().raised()[0]!.deliveries[0]!.answer, /^given up after \d+ tries/);
  });

  it('gets after a restart what it did not take before', async () => {
    const service = await new WebhookServer(answer(500), accept).open();
    the().configure({ channels: [channel('team', service)] });
    ask();
    await until('the first try is told', () => deliveries()?.[0]?.[2] === 1);
    the().restart();
    the().timers.pass(5_000);
    await until('it is delivered', () => deliveries()?.[0]?.[1] === 'delivered');
    assert.equal(deliveries()?.[0]?.[2], 2);
  });

  it('gets after a restart what was only accepted', async () => {
    const service = await new WebhookServer(hang, accept).open();
    the().configure({ channels: [channel('team', service)] });
    ask();
    await until('it is on its way', () => service.received.length === 1);
    the().restart();
    await until('it is delivered', () => deliveries()?.[0]?.[1] === 'delivered');
  });

  it('keeps no more than a hundred waiting: what is given up for that is told', async () => {
    const service = await new WebhookServer(hang).open();
    the().configure({ channels: [channel('team', service)] });
    for (let n = 0; n < 103; n++) ask(`question ${n}`);
    const failed = the().events().filter(({ type, data }) => type === 'alert_delivery' && data['status'] === 'failed'); // prettier-ignore
    assert.equal(failed.length, 3);
    assert.match(JSON.stringify(failed[0]!.data), /more than 100/);
  });

  it('gets only what its filter lets through', async () => {
    const [all, grave, custom] = [await new WebhookServer().open(), await new WebhookServer().open(), await new WebhookServer().open()]; // prettier-ignore
    the().configure({
      channels: [
        channel('all', all),
        channel('grave', grave, { filter: { severities: ['needs_you'] } }),
        channel('custom', custom, { filter: { rules: [], events: ['deployed'] } }),
        channel('off', all, { enabled: false }),
      ],
    });
    the().tell('context_update', { percent: 45 });
    the().tell('waiting', { reason: 'x' });
    the().commit(the().fact('deployed', { to: 'staging' }));
    assert.deepEqual(the().raised().map(({ rule, channels }) => [rule, ...channels]), [['context', 'all'], ['waiting', 'all', 'grave'], ['custom_event', 'custom']]); // prettier-ignore
    await until('the custom event is there', () => custom.received.length === 1);
    assert.match(custom.received[0]!.body, /staging/);
  });

  it('sends nothing of a muted session or in quiet hours, and says so; what needs a person may break through', async () => {
    const service = await new WebhookServer().open();
    const hour = (offset: number): string => `${String((new Date(the().now).getHours() + offset + 24) % 24).padStart(2, '0')}:00`; // prettier-ignore
    const quietHours = { from: hour(-1), to: hour(1), needsYou: true };
    the().configure({ channels: [channel('team', service)], quietHours });
    the().tell('context_update', { percent: 60 });
    assert.deepEqual(deliveries(), [['team', 'suppressed', 0, null]]);
    assert.equal(the().raised()[0]!.silent, 'quiet hours');
    the().tell('waiting', { reason: 'x' });
    await until('it is delivered', () => deliveries(1)?.[0]?.[1] === 'delivered');
    assert.equal(the().alerts.mute('s', true), undefined);
    the().tell('completion', { success: true });
    assert.deepEqual(deliveries(2), [['team', 'suppressed', 0, null]]);
    assert.equal(the().raised()[2]!.silent, 'muted');
    the().restart();
    assert.equal(the().alerts.settings.muted[0], 's');
    assert.equal(service.received.length, 1);
  });

  it('is signed so that a program can tell that it is ours, and now', async () => {
    const service = await new WebhookServer(answer(500), accept).open();
    const key = Buffer.from('0123456789abcdef0123456789abcdef');
    the().env['KEY'] = `whsec_${key.toString('base64')}`;
    const url = `http://127.0.0.1:${service.port}/mine`;
    the().configure({ channels: [{ name: 'mine', type: 'json', url, secret: 'env:KEY', allowPrivate: true }] });
    ask('a question\u001b[31m in red');
    await until('the first try is told', () => deliveries()?.[0]?.[2] === 1);
    the().timers.pass(5_000);
    await until('it is delivered', () => service.received.length === 2);
    const ids = new Set<unknown>();
    for (const { headers, body } of service.received) {
      const [id, timestamp] = [String(headers['webhook-id']), String(headers['webhook-timestamp'])];
      const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
      assert.equal(headers['webhook-signature'], `v1,${expected}`);
      assert.ok(Math.abs(Number(timestamp) * 1000 - the().now) < 10_000);
      ids.add(id);
    }
    assert.equal(ids.size, 1);
    const { type, data } = JSON.parse(service.received[0]!.body) as { type: string; data: Record<string, unknown> };
    assert.deepEqual([type, data['rule'], data['severity'], data['session_id'], data['text']], ['livestream.alert', 'waiting', 'needs_you', 's', 'a question [31m in red']); // prettier-ignore
  });

  it('waits for its secret, and goes when it is handed over', async () => {
    const service = await new WebhookServer().open();
    the().configure({ channels: [{ name: 'team', type: 'slack', secret: 'editor', allowPrivate: true }] });
    ask();
    assert.match(String(the().alerts.channels[0]?.problem), /open VS Code/);
    assert.equal(the().alerts.channels[0]?.waiting, 1);
    assert.equal(the().alerts.giveSecret('team', service.secret), undefined);
    await until('it is delivered', () => deliveries()?.[0]?.[1] === 'delivered');
    assert.equal(the().alerts.channels[0]?.problem, null);
  });

  it('tells its secret nowhere: not in journal, settings, answers or errors', async () => {
    const service = await new WebhookServer(answer(404), die, answer(301, { location: '/hook/very-secret' })).open();
    the().configure({ channels: [channel('team', service), { name: 'given', type: 'discord', secret: 'editor', allowPrivate: true }] }); // prettier-ignore
    the().alerts.giveSecret('given', service.secret);
    for (const name of ['team', 'given']) {
      the().env[`HOOK_${name}`] = service.secret;
      ask();
      assert.ok(!JSON.stringify(await the().alerts.test(name)).includes('very-secret'));
    }
    the().alerts.giveSecret('given', 'very-secret, and no address');
    ask();
    await until('all is told', () => {
      // Services take a message a second.
      the().timers.pass(1_000);
      return the()
        .raised()
        .every(({ deliveries: each }) => each.length === 2);
    });
    const kept = readdirSync(the().folder).map((file) => readFileSync(join(the().folder, file)).toString('latin1'));
    assert.ok(kept.join('').includes('team'));
    for (const text of [...kept, JSON.stringify([the().alerts.settings, the().alerts.channels, the().alerts.list(9)])])
      assert.ok(!text.includes('very-secret'));
  });

  it('is tested at once, without a trace in any session', async () => {
    const service = await new WebhookServer(accept, answer(403)).open();
    the().configure({ channels: [channel('team', service)] });
    assert.equal((await the().alerts.test('team'))?.status, 'delivered');
    assert.match(String((await the().alerts.test('team'))?.answer), /does not accept the secret/);
    assert.equal(await the().alerts.test('nobody'), undefined);
    assert.equal(the().store.size, 0);
  });
});
