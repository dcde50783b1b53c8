import assert from 'node:assert/strict';
import { groupSessions, sessionDescription, sessionFacts, sessionSpoken } from '../../../src/extension/sessionTexts.ts';
import { sessionLabel } from '../../../src/protocol/sessionLabel.ts';
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

const agent: SessionSummary = {
  ...unknown,
  source: 'claude-code',
  project: 'shop',
  task: 'Round prices\nonce',
  branch: 'main',
  model: 'claude-next-1',
  phase: 'Builder',
  iteration: 2,
  contextTokens: 21_700,
  turn: { number: 2, from: NOW - 90_000, to: null, outcome: null, reason: null },
  backoff: { message: 'Overloaded', until: NOW + 60_000, attempt: 2, maxAttempts: 10, at: NOW - 1_000 },
  process: { status: 'busy', pid: 7, waitingFor: null, evidence: 'process 7 runs, status busy', at: NOW },
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

  it('name a coding agent’s session by what it was asked for, and tell where it works', () => {
    assert.equal(sessionLabel(agent), 'Round prices once');
    assert.equal(sessionDescription(agent), 'shop · main · Builder · 21.7 k tokens');
    const facts = Object.fromEntries(sessionFacts(agent, NOW));
    assert.equal(facts['Status'], 'backing off · Overloaded, attempt 2 of 10; tries again in 1 m 0 s');
    assert.equal(facts['Turn'], '2');
    assert.equal(facts['Model'], 'claude-next-1');
    assert.equal(facts['Branch'], 'main');
    assert.equal(facts['Context window'], '21.7 k tokens, of unknown size');
    assert.equal(facts['Process'], 'process 7 runs, status busy');
    assert.match(sessionSpoken(agent, NOW), /^Round prices once, backing off, phase Builder, context window 21\.7 k/);
  });

  it('give the status with its evidence, for eyes and ears', () => {
    assert.equal(Object.fromEntries(sessionFacts(running, NOW))['Status'], 'running · Bash');
    assert.equal(
      sessionSpoken(running, NOW),
      'weather-app, running, phase builder, context window 44 %, 2 of 5 tasks done, Bash',
    );
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
