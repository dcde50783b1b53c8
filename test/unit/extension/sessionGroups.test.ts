import assert from 'node:assert/strict';
import { countNeedingPerson, dayName, groupForTree } from '../../../src/extension/sessionGroups.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { summarize } from '../../../src/protocol/summary.ts';
import type { SessionSummary } from '../../../src/protocol/summary.ts';

const HOUR = 3_600_000;
/** Noon by the clock on the wall, in whichever time zone. */
const NOW = new Date(2026, 10, 23, 12).getTime();
const NOBODY: ReadonlySet<string> = new Set();

function session(id: string, more: Partial<SessionSummary> = {}): SessionSummary {
  const activity = { at: NOW - 60_000, clock: 'producer', text: 'Bash' } as const;
  return { ...summarize(initialState(id)), firstActivityAt: NOW - 2 * HOUR, activity, ...more };
}

function ended(id: string, outcome: 'complete' | 'failed' | 'killed', at: number): SessionSummary {
  const activity = { at, clock: 'producer', text: 'the end' } as const;
  return session(id, { firstActivityAt: at - HOUR, activity, end: { outcome, evidence: '', at, clock: 'producer' } });
}

const waiting = session('waiting', { waiting: { reason: 'May it push?', since: NOW - 5_000 } });
const failed = ended('failed', 'failed', NOW - HOUR);
const failedLongAgo = ended('failed-long-ago', 'failed', NOW - 30 * HOUR);

const idsOf = (sessions: readonly SessionSummary[], muted = NOBODY): unknown =>
  groupForTree(sessions, NOW, muted).map((group) => [group.id, group.sessions.map(({ id }) => id)]);

describe('the groups of the tree', () => {
  it('begin with what needs somebody, then what runs, then the days, the newest first', () => {
    const sessions = [
      ended('yesterday', 'complete', NOW - 20 * HOUR),
      session('running'),
      ended('today', 'complete', NOW - 2 * HOUR),
      failed,
      ended('later today', 'complete', NOW - HOUR),
      waiting,
    ];
    assert.deepEqual(idsOf(sessions), [
      ['needsYou', ['waiting', 'failed']],
      ['running', ['running']],
      ['2026-11-23', ['later today', 'today']],
      ['2026-11-22', ['yesterday']],
    ]);
  });

  it('call nobody to a failure of which a night has gone by, nor to a session that is muted', () => {
    assert.deepEqual(idsOf([failedLongAgo, failed, waiting], new Set(['failed', 'waiting'])), [
      ['running', ['waiting']],
      ['2026-11-23', ['failed']],
      ['2026-11-22', ['failed-long-ago']],
    ]);
    assert.equal(countNeedingPerson([failedLongAgo, failed, waiting], NOW, NOBODY), 2);
    assert.equal(countNeedingPerson([failedLongAgo, failed, waiting], NOW, new Set(['failed'])), 1);
  });

  it('file a session that ran over midnight under the day on which it ended', () => {
    const overMidnight = { ...ended('night', 'complete', NOW - 10 * HOUR), firstActivityAt: NOW - 20 * HOUR };
    assert.deepEqual(idsOf([overMidnight]), [['2026-11-23', ['night']]]);
  });

  it('are named as people name days, in other years with the year', () => {
    assert.equal(dayName('2026-11-23', NOW), 'Today');
    assert.equal(dayName('2026-11-22', NOW), 'Yesterday');
    assert.match(dayName('2026-11-21', NOW), /21/);
    assert.doesNotMatch(dayName('2026-11-21', NOW), /2026/);
    assert.match(dayName('2025-11-21', NOW), /2025/);
  });
});
