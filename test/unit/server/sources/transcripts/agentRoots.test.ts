import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { claudeRoots, codexRoots } from '../../../../../src/server/sources/transcripts/agentRoots.ts';
import { temporaryFolder } from '../support/folders.ts';

describe('Where the sessions of coding agents are looked for', () => {
  const home = temporaryFolder();

  it('is where the agents keep them unless they are told otherwise', () => {
    assert.deepEqual(claudeRoots({ env: {}, home }), [join(home, '.claude')]);
    assert.deepEqual(codexRoots({ env: {}, home }), [join(home, '.codex')]);
  });

  it('is where the environment tells the agents to keep them, and nowhere else', () => {
    const env = { CLAUDE_CONFIG_DIR: '/one, /two,', CODEX_HOME: '/three' };
    assert.deepEqual(claudeRoots({ env, home }), [resolve('/one'), resolve('/two')]);
    assert.deepEqual(codexRoots({ env, home }), [resolve('/three')]);
  });

  it("is Claude Code's folder of the desktop standard too, where there is one", () => {
    const env = { XDG_CONFIG_HOME: join(home, 'config') };
    assert.deepEqual(claudeRoots({ env, home }), [join(home, 'config', 'claude'), join(home, '.claude')]);
    mkdirSync(join(home, '.config', 'claude'), { recursive: true });
    assert.deepEqual(claudeRoots({ env: {}, home }), [join(home, '.config', 'claude'), join(home, '.claude')]);
  });
});
