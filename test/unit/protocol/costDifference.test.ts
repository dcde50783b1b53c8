import assert from 'node:assert/strict';
import { costDifferences } from '../../../src/protocol/costDifference.ts';
import { initialState } from '../../../src/protocol/state.ts';
import type { Compaction, SessionState } from '../../../src/protocol/state.ts';

const MINUTE = 60_000;
const UNCOUNTED: Compaction = { at: 1, trigger: 'auto', tokensBefore: 74_242, tokensAfter: 2_980, counted: false };

/** A session that cost $1.00 by our count, with what the agent says of it. */
function session(reported: number, more: Partial<SessionState> = {}): SessionState {
  return {
    ...initialState('s'),
    cost: { usd: 1, unpricedTokens: 0 },
    reportedCosts: { 'cost-state': { usd: reported, tokens: null, at: 10 * MINUTE } },
    lastAnswerAt: 10 * MINUTE,
    ...more,
  };
}

function told(state: SessionState): readonly string[] {
  return costDifferences(state)[0]!.reasons.map(({ text, sure }) => `${sure ? '' : 'perhaps '}${text}`);
}

describe('the agent’s own figure beside ours', () => {
  it('needs no word where both read the same', () => {
    const [difference] = costDifferences(session(1.004, { incompleteCalls: 3 }));
    assert.equal(difference?.agrees, true);
    assert.deepEqual(difference?.reasons, []);
    assert.deepEqual(costDifferences(initialState('s')), []);
  });

  it('is larger for what the transcript does not tell of, each reason with its number', () => {
    const state = session(1.5, {
      compactions: [UNCOUNTED, UNCOUNTED, UNCOUNTED],
      compactionCalls: 1,
      incompleteCalls: 1,
      cost: { usd: 1, unpricedTokens: 22_100 },
      forkedFrom: 'parent',
    });
    const [difference] = costDifferences(state);
    assert.equal(difference?.usd, 0.5);
    assert.deepEqual(
      told(state).map((text) => text.slice(0, 30)),
      [
        'The agent counts 2 compactions',
        '1 answer was cut off: ours cou',
        '22.1 k tokens have no price he',
        'The session is a fork: the age',
      ],
    );
  });

  it('is larger for reasons nobody knows where nothing tells of one', () => {
    assert.deepEqual(told(session(1.5)), [
      'perhaps The agent may count requests that its files do not tell of, or use other prices.',
    ]);
  });

  it('is smaller where it is older than the newest answer', () => {
    const [newest, resumed] = told(session(0.4, { lastAnswerAt: 50 * MINUTE }));
    assert.match(newest ?? '', /^The agent gave its figure 40 m 0 s before the newest answer/);
    assert.match(resumed ?? '', /^perhaps The figure covers one process/);
  });

  it('is smaller for reasons nobody knows where nothing tells of one', () => {
    assert.deepEqual(
      told(session(0.4)).map((text) => text.slice(0, 42)),
      ['perhaps The figure covers one process: wha', 'perhaps The agent may use other prices.'],
    );
  });

  it('is smaller where the process was killed, and does not blame what would make it larger', () => {
    const end = { outcome: 'killed', evidence: 'process 7 is gone', at: 1, clock: 'receipt' } as const;
    const reasons = told(session(0.4, { end, compactions: [UNCOUNTED], incompleteCalls: 2 }));
    assert.match(reasons[0] ?? '', /^The process was killed/);
    assert.equal(reasons.length, 2);
  });

  it('has no difference from a sum that has no price at all', () => {
    const state = session(0.4, { cost: { usd: null, unpricedTokens: 3_000 } });
    const [difference] = costDifferences(state);
    assert.equal(difference?.usd, null);
    assert.equal(difference?.agrees, false);
    assert.match(told(state)[0] ?? '', /^3\.0 k tokens have no price here/);
  });

  it('is compared by who gives it, where several do', () => {
    const reportedCosts = {
      'cost-state': { usd: 1, tokens: null, at: 0 },
      'status line': { usd: 2, tokens: null, at: 0 },
    };
    assert.deepEqual(
      costDifferences(session(0, { reportedCosts })).map(({ basis, usd }) => [basis, usd]),
      [
        ['cost-state', 0],
        ['status line', 1],
      ],
    );
  });
});
