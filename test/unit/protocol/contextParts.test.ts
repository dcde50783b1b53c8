import assert from 'node:assert/strict';
import { contextParts } from '../../../src/protocol/contextParts.ts';
import type { EventData, JournaledEvent, KnownType } from '../../../src/protocol/events.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { initialState } from '../../../src/protocol/state.ts';
import type { SessionState } from '../../../src/protocol/state.ts';

type Told = readonly [type: KnownType, data: EventData[KnownType]];

const AGENT: Told = ['session_info', { agent: 'claude-code' }];
const compaction = (trigger: string, before: number): Told => [
  'compaction',
  { trigger, tokens_before: before, tokens_after: 9_000, counted: true },
];
const holds = (tokens: number, window: number | null = 200_000): Told => [
  'context_use',
  { tokens, window, window_source: window === null ? 'unknown' : 'reported' },
];

/** A fact a second. */
function fold(...told: readonly Told[]): SessionState {
  const events = told.map(([type, data], index) => {
    return {
      seq: index + 1,
      id: `${index}`,
      session: 's',
      clock: 'producer',
      source: 'x',
      time: index * 1_000,
      type,
      data,
    };
  });
  return (events as JournaledEvent[]).reduce(reduce, initialState('s'));
}

describe('what fills the context window', () => {
  it('is what the first request held, and what has come since', () => {
    const parts = contextParts(fold(AGENT, holds(18_000), holds(40_000), holds(88_000)));
    assert.deepEqual(parts, {
      window: 200_000,
      used: 88_000,
      free: 112_000,
      kept: null,
      start: { tokens: 18_000, since: 'start' },
    });
  });

  it('is counted anew after a compaction, from the next request and not from what the summary takes', () => {
    const parts = contextParts(
      fold(
        AGENT,
        holds(18_000),
        holds(150_000),
        compaction('auto', 155_000),
        holds(9_000),
        holds(27_000),
        holds(30_000),
      ),
    )!;
    assert.deepEqual(parts.start, { tokens: 27_000, since: 'compaction' });
    assert.deepEqual(parts.kept, { tokens: 45_000, compactedAtTokens: 155_000, at: 3_000 });
    assert.equal(parts.used + parts.free + parts.kept.tokens, parts.window);
  });

  it('is not guessed: no room is kept that no compaction by itself showed, or that is in use', () => {
    assert.equal(contextParts(fold(AGENT, holds(18_000), compaction('manual', 155_000), holds(30_000)))?.kept, null);
    assert.equal(contextParts(fold(AGENT, compaction('auto', 155_000), holds(20_000), holds(170_000)))?.kept, null);
    assert.equal(contextParts(fold(AGENT, compaction('auto', 250_000), holds(20_000)))?.kept, null);
  });

  it('is not told where it was not measured', () => {
    assert.equal(contextParts(fold(AGENT, holds(18_000, null))), null);
    assert.equal(contextParts(fold(holds(18_000), holds(40_000)))?.start, null);
    const forked: Told = ['session_info', { agent: 'claude-code', forked_from: 'other' }];
    assert.equal(contextParts(fold(forked, holds(18_000), holds(40_000)))?.start, null);
    assert.equal(contextParts(fold(AGENT, holds(40_000), holds(18_000)))?.start, null);
  });
});
