import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Alert } from '../../../../src/protocol/alerts.ts';
import { until } from '../../../support/until.ts';
import { NOW, useWorld } from './support/alertWorld.ts';
import { WebhookServer } from './support/webhookServer.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the report of the day', () => {
  const the = useWorld();

  const reportsOf = (...sessions: readonly string[]): readonly Alert[] =>
    sessions.flatMap((session) => the().raised(session)).filter(({ rule }) => rule === 'report');
  const reports = (): readonly Alert[] => reportsOf('s');
  /** The day that a report is of: 0 is that on which the test began. */
  const dayOf = ({ id }: Alert): number =>
    (Date.parse(id.replace('alert:report:', '')) - Date.parse(new Date(NOW).toISOString().slice(0, 10))) / (24 * HOUR);

  /** The time of day so many minutes from now, by this machine's clock. */
  function inMinutes(minutes: number): string {
    const date = new Date(the().now + minutes * MINUTE);
    return [date.getHours(), date.getMinutes()].map((value) => String(value).padStart(2, '0')).join(':');
  }

  async function deliverTo(service: WebhookServer, report: object, fields: object = {}): Promise<void> {
    await service.open();
    the().env['HOOK_team'] = service.secret;
    const channel = { name: 'team', type: 'slack', secret: 'env:HOOK_team', allowPrivate: true, ...fields };
    the().configure({ report, quietHours: { from: inMinutes(-120), to: inMinutes(600) }, channels: [channel] });
  }

  function aNight(): void {
    the().tell('session_info', { agent: 'codex', project: 'billing', task: 'mend the invoices' });
    the().tell('turn_start', { turn: 1 });
    the().timers.pass(MINUTE);
    the().tell('error', { message: 'key sk-ant-api03-abcdefghijklmnopqrstuvwxyz0123456789 refused\n• all is well' });
    the().tell('session_end', { outcome: 'failed', evidence: 'tests kept failing' });
  }

  it('is sent once a day, at its hour, whatever the quiet hours, and over restarts too', async () => {
    const service = new WebhookServer();
    await deliverTo(service, { at: inMinutes(30) });
    the().tell('log_line', { level: 'info', line: 'begun' }, { session: 'other' });
    aNight();
    the().timers.pass(28 * MINUTE);
    assert.deepEqual(reports(), []);
    the().timers.pass(2 * MINUTE);
    await until('it is delivered', () => reports()[0]?.deliveries[0]?.status === 'delivered');
    assert.deepEqual(reportsOf('s', 'other').map(dayOf), [0]);

    the().timers.pass(HOUR);
    the().tell('log_line', { level: 'info', line: 'now the newest' }, { session: 'other' });
    the().restart();
    the().timers.pass(22.5 * HOUR);
    the().tell('log_line', { level: 'info', line: 'a word of the next day' }, { session: 'other' });
    the().timers.pass(HOUR);
    await until('that of the next day is there', () => reportsOf('s', 'other').some((each) => dayOf(each) === 1));
    assert.deepEqual(reportsOf('s', 'other').map(dayOf), [0, 1]);
  });

  it('says in a few lines what needs somebody and what failed, and gives no secret away', async () => {
    const service = new WebhookServer();
    await deliverTo(service, { at: inMinutes(30) });
    the().tell('log_line', { level: 'info', line: 'begun' }, { session: 'other' });
    aNight();
    the().timers.pass(30 * MINUTE);
    await until('it is delivered', () => reports()[0]?.deliveries[0]?.status === 'delivered');
    const { text } = JSON.parse(service.received[0]!.body) as { text: string };
    assert.match(text, /2 sessions: 0 finished, 1 failed, 1 need you/);
    assert.match(text, /\nFailed\n• billing: mend the invoices · failed: .* · .*key .* refused • all is well$/);
    assert.ok(!text.includes('abcdefghijklmnop'));
  });

  it('is made up for when the machine slept, but not when the hour is long past', async () => {
    const service = new WebhookServer();
    aNight();
    await deliverTo(service, { at: inMinutes(-7 * 60) });
    the().timers.pass(2 * HOUR);
    assert.deepEqual(reports(), []);
    the().configure({ report: { at: inMinutes(-5 * 60) } });
    the().timers.pass(MINUTE);
    await until('it is there', () => reports().length === 1);
  });

  it('goes only to channels that want reports, and is not made where nothing ever ran', async () => {
    const service = new WebhookServer();
    await deliverTo(service, { at: inMinutes(30) }, { filter: { rules: ['failed'] } });
    the().timers.pass(31 * MINUTE);
    await nextTurn();
    assert.equal(the().store.size, 0);
    the().timers.pass(23 * HOUR);
    aNight();
    the().timers.pass(HOUR);
    await until('the report is there', () => reports().length === 1);
    assert.deepEqual(reports()[0]?.channels, []);
  });
});
