import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { sessionStatus } from '../../../../src/protocol/selectors.ts';
import { overnightLevel } from '../../../../src/server/sources/contextFoundry/overnightLine.ts';
import { parseDateOutput } from '../../../../src/server/sources/timestamp.ts';
import { datePast, put, temporaryFolder, testJournal, testSource, until } from './support/world.ts';

const LOG = 'logs/overnight_20261123_002504.log';
const SESSION = 'my app_20261123_002504';
const HEADER = `\u001b[0;32m🌙 OVERNIGHT SESSION STARTED\u001b[0m
━━━━━━━━━━
📋 Project: \u001b[0;34mmy app\u001b[0m
📝 Task: \u001b[0;34mMake it
   Ended: Mon Nov 23 00:00:00 UTC 2026
good\u001b[0m
⏰ Duration: \u001b[0;34m8 hours\u001b[0m
🕐 Started: Mon Nov 23 00:25:04 UTC 2026
━━━━━━━━━━
`;
const ITERATION = `\u001b[0;32m🚀 Starting Ralph Wiggum runner...\u001b[0m
\u001b[1;33m🔄 Iteration 1\u001b[0m
   Current time: Mon Nov 23 01:25:04 UTC 2026
✅ Iteration 1 complete
`;
const BANNER = `\u001b[0;32m🌅 OVERNIGHT SESSION COMPLETE\u001b[0m
   Ended: Mon Nov 23 08:00:00 UTC 2026
`;

async function readLog(text: string) {
  const root = temporaryFolder();
  put(root, LOG, text);
  datePast(root, new Date('2026-11-23T09:00:00Z'));
  const journal = testJournal();
  await testSource(journal, root).start();
  return { root, journal, state: journal.state(SESSION) };
}

describe('An overnight log', function () {
  this.timeout(20_000);

  for (const [ending, outcome, evidence] of [
    ['\u001b[0;32m🎉 Task marked as complete by runner\u001b[0m', 'complete', 'overnight log: task marked as complete'],
    [
      '✅ Completion flag detected!\n🎉 Task completed successfully',
      'complete',
      'overnight log: completion flag detected',
    ],
    ['\u001b[0;31m❌ Unrecoverable error, aborting\u001b[0m', 'failed', 'overnight log: unrecoverable error, aborting'],
    ['⏰ Time limit reached (8 hours)', 'stopped', 'overnight log: Time limit reached (8 hours)'],
    ['⚠️  Maximum iterations (100) reached', 'stopped', 'overnight log: Maximum iterations (100) reached'],
  ] as const) {
    it(`tells that the session ended as ${outcome} by "${ending.split('\n')[0]}"`, async () => {
      const { state } = await readLog(`${HEADER}${ITERATION}${ending}\n${BANNER}`);
      assert.deepEqual(state.end, { outcome, evidence, at: Date.UTC(2026, 10, 23, 8, 0, 0, 999), clock: 'producer' });
    });
  }

  it('dates the lines that close an iteration by the heading below them, not by the one above', async () => {
    const second = `\u001b[1;33m🔄 Iteration 2\u001b[0m\n   Current time: Mon Nov 23 02:10:00 UTC 2026\n🤖 Calling Claude API...\n`;
    const { state } = await readLog(`${HEADER}${ITERATION}${second}`);
    const timeOf = (text: string) => state.logs.find((line) => line.text.includes(text))?.time;
    assert.equal(timeOf('Current time: Mon Nov 23 01:25:04'), Date.UTC(2026, 10, 23, 1, 25, 4));
    for (const text of ['✅ Iteration 1 complete', '🔄 Iteration 2', 'Calling Claude API']) {
      assert.equal(timeOf(text), Date.UTC(2026, 10, 23, 2, 10), text);
    }
  });

  it('tells of a stop by signal, which prints no banner, with the time from its duration', async () => {
    const signal = '\u001b[1;33m⚠️  Received shutdown signal\u001b[0m\n';
    const { state } = await readLog(
      `${HEADER}${ITERATION}${signal}   Iterations completed: 1\n   Duration: 7200 seconds\n`,
    );
    assert.equal(state.end?.outcome, 'stopped');
    assert.equal(state.end?.at, Date.UTC(2026, 10, 23, 2, 25, 4, 999));
    const cut = await readLog(`${HEADER}${ITERATION}${signal}`);
    assert.deepEqual([cut.state.end?.outcome, cut.state.end?.clock], ['stopped', 'file']);
  });

  it('tells of a start that failed for want of a key', async () => {
    const { state } = await readLog(
      `${HEADER}\u001b[0;31m❌ Error: ANTHROPIC_API_KEY not set\u001b[0m\n   Set it with: …\n`,
    );
    assert.deepEqual([state.end?.outcome, state.end?.evidence], ['failed', 'overnight log: ANTHROPIC_API_KEY not set']);
    assert.equal(state.errorCount, 1);
  });

  it('is not ended by a runner or a task that only talks about endings', async () => {
    const talk =
      'I wrote: Received shutdown signal\n   Ended: Mon Nov 23 03:00:00 UTC 2026\n❌ Error: python3 not found\n';
    const { state } = await readLog(`${HEADER}${ITERATION}${talk}`);
    assert.equal(state.end, null);
  });

  it('names project, task of several lines, and start', async () => {
    const { state, journal } = await readLog(`${HEADER}${ITERATION}`);
    assert.deepEqual(
      [state.project, state.task, state.startedAt],
      ['my app', 'Make it\n   Ended: Mon Nov 23 00:00:00 UTC 2026\ngood', Date.UTC(2026, 10, 23, 0, 25, 4)],
    );
    assert.equal(
      journal.events.every((event) => event.session === SESSION),
      true,
    );
  });

  it('belongs to the folder with its stamp; of several, to the one its header names', async () => {
    const root = temporaryFolder();
    put(root, LOG, HEADER);
    put(root, 'checkpoints/ralph/other_20261123_002504/state.json', '{}');
    put(root, `checkpoints/ralph/${SESSION}/state.json`, '{}');
    put(root, 'checkpoints/ralph/my app_20261123_002505/state.json', '{}');
    const journal = testJournal();
    await testSource(journal, root).start();
    const sessions = new Set(
      journal.events.filter((event) => event.source === 'overnight log').map((each) => each.session),
    );
    assert.deepEqual([...sessions], [SESSION]);
  });

  it('waits for its header before it belongs to anyone', async () => {
    const root = temporaryFolder();
    const log = put(root, LOG, '🌙 OVERNIGHT SESSION STARTED\n');
    const journal = testJournal();
    await testSource(journal, root).start();
    assert.deepEqual(journal.events, []);
    appendFileSync(log, HEADER.split('\n').slice(1).join('\n'));
    await until(() => journal.state(SESSION).project === 'my app', 'the log is known by its header');
    assert.equal(journal.of(SESSION)[0]?.id, 'log:0:0');
  });

  it('dates lines by its own clock when it is read later, and by their receipt when they come live', async () => {
    const { root, journal } = await readLog(`${HEADER}${ITERATION}`);
    const last = journal.of(SESSION).at(-1);
    assert.deepEqual([last?.time, last?.clock], [Date.UTC(2026, 10, 23, 1, 25, 4), 'producer']);
    const before = Date.now();
    appendFileSync(`${root}/${LOG}`, '🤖 Calling Claude API...\n');
    await until(() => journal.of(SESSION).at(-1)?.clock === 'receipt', 'the new line came');
    assert.ok(journal.of(SESSION).at(-1)!.time >= before);
  });

  it('reads an end that is written while it is being watched', async () => {
    const { root, journal } = await readLog(`${HEADER}${ITERATION}`);
    appendFileSync(`${root}/${LOG}`, `🎉 Task marked as complete by runner\n${BANNER}`);
    await until(() => journal.state(SESSION).end !== null, 'the end came');
    assert.equal(sessionStatus(journal.state(SESSION), Date.now()).name, 'complete');
  });

  it('shows the level of a line by its looks', () => {
    assert.equal(overnightLevel('❌ Iteration failed'), 'error');
    assert.equal(overnightLevel('\u001b[0;31mno way\u001b[0m'), 'error');
    assert.equal(overnightLevel('ValueError: x'), 'error');
    assert.equal(overnightLevel('Tests passed with 0 errors'), 'info');
    assert.equal(overnightLevel('\u001b[1;33m⏸️  Waiting 30s before retry...\u001b[0m'), 'warning');
    assert.equal(overnightLevel('\u001b[1;33m🔄 Iteration 3\u001b[0m'), 'info');
  });

  it('understands what `date` prints in several languages of time', () => {
    const exact = Date.UTC(2026, 10, 3, 0, 25, 4);
    assert.equal(parseDateOutput('Tue Nov  3 00:25:04 UTC 2026'), exact);
    assert.equal(parseDateOutput('Tue 03 Nov 2026 12:25:04 AM GMT'), exact);
    assert.equal(parseDateOutput('Tue Nov  3 05:55:04 +0530 2026'), exact);
    assert.equal(parseDateOutput('Tue Nov  3 00:25:04 PST 2026'), new Date(2026, 10, 3, 0, 25, 4).getTime());
    assert.equal(parseDateOutput('some day'), null);
  });
});
