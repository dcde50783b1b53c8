import assert from 'node:assert/strict';
import { menuItems } from '../../../src/extension/statusMenuItems.ts';
import type { MenuSubject } from '../../../src/extension/statusMenuItems.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { summarize } from '../../../src/protocol/summary.ts';

const summary = summarize(initialState('night-1'));
const subject: MenuSubject = { summary, isChosen: false, isMuted: false, isConnected: true };

const labels = (more: Partial<MenuSubject>): readonly string[] =>
  menuItems({ ...subject, ...more }).map((item) => ('heading' in item ? `[${item.heading}]` : item.label));

describe('the menu of the status bar', () => {
  it('offers what can be done with the session that it shows, and with all of them', () => {
    assert.deepEqual(labels({}), [
      '$(preview) Open Dashboard',
      '$(split-horizontal) Open Dashboard to the Side',
      '$(empty-window) Open Dashboard in New Window',
      '[night-1]',
      '$(eye) Follow Another Session…',
      '$(bell-slash) Mute Session',
      '$(export) Export Session…',
      '[All sessions]',
      '$(book) Morning Report',
      '$(globe) Open in Browser',
      '$(gear) Settings',
    ]);
  });

  it('offers to stop following what somebody chose, and the opposite of muting what is muted', () => {
    assert.ok(labels({ isChosen: true }).includes('$(eye-closed) Stop Following'));
    assert.ok(labels({ isMuted: true }).includes('$(bell) Unmute Session'));
    assert.ok(!labels({ isMuted: true }).includes('$(bell-slash) Mute Session'));
  });

  it('is about the session that was on view when it was opened', () => {
    const entries = menuItems(subject).filter((item) => 'command' in item);
    const about = entries.find(({ command }) => command === 'livestream.muteSession');
    assert.equal(about?.session, 'night-1');
  });

  it('offers nothing that needs a server while there is none, but what brings it back', () => {
    const offered = labels({ isConnected: false });
    assert.ok(offered.includes('$(output) Show Log'));
    assert.ok(!offered.some((label) => /Mute|Export|Report|Browser/.test(label)));
  });

  it('does not draw icons that a session names itself by', () => {
    const rude = { ...summary, project: '$(trash) all' };
    assert.ok(labels({ summary: rude }).includes('[\\$(trash) all]'));
  });
});
