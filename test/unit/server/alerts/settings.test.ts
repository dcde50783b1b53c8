import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silenceOf } from '../../../../src/server/alerts/quietHours.ts';
import { DEFAULT_SETTINGS } from '../../../../src/server/alerts/settings.ts';
import { checkSettings } from '../../../../src/server/alerts/settingsFile.ts';
import { useWorld } from './support/alertWorld.ts';

describe('the settings of alerts', () => {
  const the = useWorld();
  const file = (): string => join(the().folder, 'alerts.json');

  it('are kept over a restart, for their owner only', () => {
    the().configure({ rules: { context: { percent: [60] } } });
    the().restart();
    assert.deepEqual(the().alerts.settings.rules.context, { enabled: true, percent: [60] });
    assert.equal(statSync(file()).mode & 0o777, 0o600);
  });

  for (const [what, text] of [
    ['half a file', '{"rules": {'],
    ['a field that is wrong', '{"rules":{"stalled":{"minutes":"soon"}}}'],
    ['a list', '[]'],
  ] as const) {
    it(`that are ${what} are told of, and the defaults count until there are others`, () => {
      writeFileSync(file(), text);
      the().restart();
      assert.deepEqual(the().alerts.settings, DEFAULT_SETTINGS);
      assert.match(the().problems[0]!, /cannot be used .* the defaults count/);
      assert.equal(readFileSync(file(), 'utf8'), text);
      the().configure({});
      the().restart();
      assert.equal(the().problems.length, 1);
    });
  }

  it('take no secret, and do not repeat one that was written into them', () => {
    for (const channel of [
      { name: 'c', type: 'slack', secret: 'https://hooks.slack.com/services/very-secret' },
      { name: 'c', type: 'slack', secret: 'editor', url: 'https://hooks.slack.com/services/very-secret' },
      { name: 'c', type: 'slack', secret: 'editor', 'https://very-secret': 1 },
      { name: 'c', type: 'json', secret: 'env:KEY', url: 'https://me:very-secret@example.org' },
      { name: 'very-secret!', type: 'slack', secret: 'editor' },
    ]) {
      const checked = checkSettings({ channels: [channel] });
      assert.ok(!checked.ok);
      assert.doesNotMatch(checked.message, /very-secret/);
    }
  });

  it('have each channel under a name of its own', () => {
    const channel = { name: 'team', type: 'slack', secret: 'editor' };
    const refused = the().alerts.configure({ channels: [channel, channel] });
    assert.match(String(refused?.message), /same name/);
  });

  it('know hours over midnight', () => {
    const at = (hour: number): number => new Date(2026, 10, 23, hour, 30).getTime();
    const night = { muted: [], quietHours: { from: '22:00', to: '07:00', needsYou: false } };
    const day = { muted: [], quietHours: { from: '09:30', to: '17:00', needsYou: true } };
    const quiet = [21, 22, 23, 0, 6, 7, 12].map((hour) => silenceOf('s', 'news', at(hour), night) !== undefined);
    assert.deepEqual(quiet, [false, true, true, true, true, false, false]);
    assert.deepEqual([8, 9, 16, 17].map((hour) => silenceOf('s', 'news', at(hour), day)), [undefined, 'quiet hours', 'quiet hours', undefined]); // prettier-ignore
    assert.equal(silenceOf('s', 'needs_you', at(12), day), undefined);
    assert.equal(silenceOf('s', 'needs_you', at(23), night), 'quiet hours');
  });
});
