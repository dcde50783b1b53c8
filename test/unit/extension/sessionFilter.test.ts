import assert from 'node:assert/strict';
import {
  filterChoices,
  filterWords,
  isFiltering,
  matchesFilter,
  NO_FILTER,
  toggled,
} from '../../../src/extension/sessionFilter.ts';
import type { SessionFilter } from '../../../src/extension/sessionFilter.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { summarize } from '../../../src/protocol/summary.ts';
import type { SessionSummary } from '../../../src/protocol/summary.ts';

const NOW = Date.UTC(2026, 10, 23, 2);
const plain = summarize(initialState('night-1'));
const shop: SessionSummary = { ...plain, source: 'codex', project: 'Shop', task: 'Round prices', branch: 'main' };
const asking: SessionSummary = { ...plain, id: 'b', source: 'live', waiting: { reason: 'May it push?', since: NOW } };

const NOBODY: ReadonlySet<string> = new Set();

const matching = (filter: Partial<SessionFilter>, muted = NOBODY): readonly string[] =>
  [shop, asking].filter((one) => matchesFilter(one, { ...NO_FILTER, ...filter }, NOW, muted)).map(({ id }) => id);

describe('the filter of the tree', () => {
  it('lets everything through until something is chosen', () => {
    assert.equal(isFiltering(NO_FILTER), false);
    assert.deepEqual(matching({}), ['night-1', 'b']);
  });

  it('finds each word of a text wherever the session says it', () => {
    assert.deepEqual(matching({ text: 'PRICES shop' }), ['night-1']);
    assert.deepEqual(matching({ text: 'prices london' }), []);
  });

  it('takes any of the chosen states and any of the chosen programs, and both together', () => {
    assert.deepEqual(matching({ states: ['needs_you'] }), ['b']);
    assert.deepEqual(matching({ states: ['running', 'waiting'] }), ['night-1', 'b']);
    assert.deepEqual(matching({ sources: ['Codex', 'Claude Code'] }), ['night-1']);
    assert.deepEqual(matching({ sources: ['Codex'], states: ['waiting'] }), []);
  });

  it('finds a muted session by its state, but not as one that needs somebody', () => {
    assert.deepEqual(matching({ states: ['needs_you'] }, new Set(['b'])), []);
    assert.deepEqual(matching({ states: ['waiting'] }, new Set(['b'])), ['b']);
    assert.equal(filterChoices([shop, asking], NOW, new Set(['b'])).states.has('needs_you'), false);
  });

  it('is said in words', () => {
    const filter: SessionFilter = { text: 'auth', states: ['needs_you', 'backing_off'], sources: ['Codex'] };
    assert.equal(filterWords(filter), 'needs you or backing off; Codex; “auth”');
  });

  it('offers what there is to tell the sessions apart by, and takes a choice back', () => {
    const { states, sources } = filterChoices([shop, asking], NOW, NOBODY);
    assert.deepEqual(
      [...states],
      [
        ['needs_you', 1],
        ['running', 1],
        ['waiting', 1],
      ],
    );
    assert.deepEqual(
      [...sources],
      [
        ['Codex', 1],
        ['Context Foundry', 1],
      ],
    );
    const once = toggled(NO_FILTER, 'states', 'waiting');
    assert.deepEqual(once.states, ['waiting']);
    assert.deepEqual(toggled(once, 'states', 'waiting'), NO_FILTER);
  });
});
