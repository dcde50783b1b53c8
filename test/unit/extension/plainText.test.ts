import assert from 'node:assert/strict';
import { withoutIcons, withoutLinks } from '../../../src/extension/plainText.ts';

describe('what sessions, devices and people call themselves', () => {
  it('is text, and never one of the editor’s icons', () => {
    assert.equal(withoutIcons('a $(trash) b $(x'), 'a \\$(trash) b \\$(x');
  });

  it('is text, and never a link that runs a command', () => {
    const rude = '[a phone](command:workbench.action.closeWindow) [b](https://example.com "t")';
    // What the editor takes for a link in a notification.
    assert.doesNotMatch(withoutLinks(rude), /\[[^\]]+\]\((https?:\/\/|command:|file:)/i);
    assert.equal(withoutLinks('Ada’s phone [old] (2)'), 'Ada’s phone [old] (2)');
  });
});
