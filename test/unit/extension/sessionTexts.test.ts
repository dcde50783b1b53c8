import assert from 'node:assert/strict';
import {
  groupSessions,
  sessionDescription,
  sessionFacts,
  sessionLabel,
  sessionSpoken,
  withoutIcons,
} from '../../../src/extension/sessionTexts.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { summarize } from '../../../src/protocol/summary.ts';
import type { SessionSummary } from '../../../src/protocol/summary.ts';

const NOW = Date.UTC(2026, 10, 23, 2);
const unknown = summarize(initialState('night-1'));
const running: SessionSummary = {
  ...unknown,
  project: 'weather-app',
  phase: 'builder',
  firstActivityAt: NOW - 600_000,
  activity: { at: NOW - 10_000, clock: 'producer', text: 'Bash' },
  contextPercent: 44.9,
  tasksDone: 2,
  tasksTotal: 5,
  cost: { usd: 0.004, unpricedTokens: 0 },
};

describe('the words for a session', () => {
  it('leave unknown numbers unknown', () => {
    assert.equal(sessionLabel(unknown), 'night-1');
    assert.equal(sessionDescription(unknown), '?');
    assert.deepEqual(Object.fromEntries(sessionFacts(unknown, NOW)), {
      Status: 'running · no event yet',
      'Context window': 'unknown',
      Cost: '–',
      Session: 'night-1',
    });
  });

  it('give phase, percent and cost in a row', () => {
    assert.equal(sessionDescription(running), 'builder · 44 % · < $0.01');
    assert.equal(
      sessionDescription({ ...running, cost: { usd: null, unpricedTokens: 3_000 } }),
      'builder · 44 % · 3.0 k tokens unpriced',
    );
  });

  it('give the status with its evidence, for eyes and ears', () => {
    assert.equal(Object.fromEntries(sessionFacts(running, NOW))['Status'], 'running · Bash');
    assert.equal(
      sessionSpoken(running, NOW),
      'weather-app, running, phase builder, context window 44 %, 2 of 5 tasks done, Bash',
    );
  });

  it('are text, and never one of the editor’s icons', () => {
    assert.equal(withoutIcons('a $(trash) b $(x'), 'a \\$(trash) b \\$(x');
  });

  it('group what is live and what is past, newest first', () => {
    const ended: SessionSummary = {
      ...running,
      id: 'a',
      end: { outcome: 'complete', evidence: 'COMPLETE', at: NOW, clock: 'file' },
    };
    const older: SessionSummary = { ...ended, id: 'b', startedAt: NOW - 9e9 };
    const groups = groupSessions([older, ended, running], NOW);
    assert.deepEqual(
      groups.running.map(({ id }) => id),
      ['night-1'],
    );
    assert.deepEqual(
      groups.past.map(({ id }) => id),
      ['a', 'b'],
    );
  });
});
