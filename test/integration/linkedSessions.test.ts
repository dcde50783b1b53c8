import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordedHome } from '../support/agentRecordings.ts';
import { copyRecorded, RECORDED_ID } from '../support/recordedFolder.ts';
import { useScene } from '../support/scene.ts';
import { statusWhen } from '../support/sessions.ts';

const CLAUDE_ID = '28f8539e-4e69-40a6-a029-d7a154390f90';
/** The recorded night of Context Foundry began then. */
const NIGHT = '2026-11-23T00:25:1';

describe('a session of Context Foundry whose runner starts claude', () => {
  const scene = useScene(afterEach);

  /** The recorded Claude Code session, moved to another folder and to that night. */
  function claudeIn(folder: string): string {
    const home = join(scene.folder(), 'claude');
    cpSync(recordedHome('claude', 'short'), home, { recursive: true });
    const slug = join(home, 'projects', '-home-dev-run-claude-short-repo');
    mkdirSync(slug, { recursive: true });
    const file = join(slug, `${CLAUDE_ID}.jsonl`);
    const moved = readFileSync(file, 'utf8').replaceAll('/home/dev/run/claude/short/repo', folder);
    writeFileSync(file, moved.replaceAll(/2026-11-23T00:4\d:\d/g, NIGHT));
    return home;
  }

  it('is shown linked to it, from both sides', async () => {
    const root = copyRecorded(scene.folder());
    const server = await scene.server({ roots: [root], args: ['--claude-dir', claudeIn(root)] });
    const runner = await statusWhen(server, RECORDED_ID, 'the runner knows', ({ links }) => links.length > 0);
    assert.deepEqual(runner.links, [{ session: CLAUDE_ID, relation: 'starts' }]);
    const agent = await statusWhen(server, CLAUDE_ID, 'the agent knows', ({ links }) => links.length > 0);
    assert.deepEqual(agent.links, [{ session: RECORDED_ID, relation: 'started by' }]);
  });

  it('is not linked to one that works elsewhere', async () => {
    const root = copyRecorded(scene.folder());
    const server = await scene.server({ roots: [root], args: ['--claude-dir', claudeIn('/somewhere/else')] });
    const agent = await statusWhen(server, CLAUDE_ID, 'the agent is there', ({ is_complete: done }) => done);
    assert.deepEqual(agent.links, []);
  });
});
