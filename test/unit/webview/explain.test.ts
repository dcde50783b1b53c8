import assert from 'node:assert/strict';
import { NO_TOKENS } from '../../../src/protocol/events.ts';
import type { JournaledEvent } from '../../../src/protocol/events.ts';
import type { CountedRequest } from '../../../src/protocol/questions.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { explain } from '../../../webview/why/explain.ts';
import type { Explanation } from '../../../webview/why/explanation.ts';
import type { WhySubject } from '../../../webview/why/subject.ts';
import { AGENT_EXPLORE, requestsAnswer, workingSession } from '../../support/browser/agentSession.ts';

const NOW = Date.UTC(2026, 10, 23, 5);
const events = workingSession('s', NOW).map((event, index) => ({ ...event, seq: index + 1 }) as JournaledEvent);
const state = events.reduce(reduce, initialState('s'));

function why(subject: WhySubject): Explanation {
  const told = explain(subject, { state, now: NOW, lostFor: null });
  assert.ok(told, `${subject.of} is explained`);
  return told;
}

describe('why a number is what it is', () => {
  it('is said of every number on the page', () => {
    const subjects: readonly WhySubject[] = [
      ...(['burn', 'calls', 'compactions', 'context', 'cost', 'errors'] as const).map((of) => ({ of })),
      ...(['limits', 'lines', 'phases', 'tokens', 'tools', 'turns'] as const).map((of) => ({ of })),
      ...(['agents', 'context-chart', 'cost-chart', 'tokens-chart', 'rate-chart', 'events-chart'] as const).map(
        (of) => ({ of }),
      ),
      ...(['elapsed', 'log', 'status', 'tasks'] as const).map((of) => ({ of })),
      { of: 'kind', kind: 'reasoning' },
      { of: 'model', name: 'claude-next-1' },
      { of: 'reported', basis: 'status line' },
      { of: 'agent', id: AGENT_EXPLORE },
    ];
    for (const subject of subjects) {
      const { title, value, rule } = why(subject);
      assert.ok(title !== '' && value !== '' && rule.length > 0, subject.of);
    }
  });

  it('is not said of what is no longer there', () => {
    assert.equal(explain({ of: 'agent', id: 'nobody' }, { state, now: NOW, lostFor: null }), null);
    assert.equal(explain({ of: 'model', name: 'toString' }, { state, now: NOW, lostFor: null }), null);
    assert.equal(explain({ of: 'limits' }, { state: initialState('s'), now: NOW, lostFor: null }), null);
  });

  it('counts the parts of a sum so that they add up to it', () => {
    const number = (text: string): number => Number(text.replaceAll(',', ''));
    const { value, facts } = why({ of: 'tokens' });
    const parts = Object.fromEntries(facts.map(([name, text]) => [name, number(text)]));
    const kinds =
      (parts['Input'] ?? 0) + (parts['Output'] ?? 0) + (parts['Cache read'] ?? 0) + parts['Cache write, 5 min']!;
    assert.equal(kinds, number(value));
    assert.equal(parts['Main thread']! + parts['Sub-agents']!, number(value));
  });

  it('counts one kind of tokens by thread and by model so that both add up to it', () => {
    const { value, facts, requests } = why({ of: 'kind', kind: 'cache_read' });
    const number = (text: string): number => Number(text.replaceAll(',', ''));
    const sumOf = (isPart: (name: string) => boolean): number =>
      facts.filter(([name]) => isPart(name)).reduce((sum, [, text]) => sum + number(text), 0);
    assert.equal(
      sumOf((name) => name === 'Main thread' || name === 'Sub-agents'),
      number(value),
    );
    assert.equal(
      sumOf((name) => name.startsWith('claude-')),
      number(value),
    );
    assert.equal(requests?.kind, 'cache_read');
    assert.equal(requests?.count, 12);
  });

  it('warns of answers that were cut off only where their output counts', () => {
    const warns = (kind: keyof typeof NO_TOKENS): boolean =>
      why({ of: 'kind', kind }).caveats.some((text) => text.includes('cut off'));
    assert.deepEqual([warns('output'), warns('reasoning'), warns('input')], [true, true, false]);
  });

  it('points to the requests that belong to the number, and to no others', () => {
    const [first] = requestsAnswer(1, 0).requests;
    const request = (more: Partial<CountedRequest>): CountedRequest => ({ ...first!, tokens: NO_TOKENS, ...more });
    const ofAgent = why({ of: 'agent', id: AGENT_EXPLORE }).requests!;
    assert.equal(ofAgent.count, 2);
    assert.equal(ofAgent.total, 12);
    assert.equal(ofAgent.includes(request({ agent: AGENT_EXPLORE })), true);
    assert.equal(ofAgent.includes(request({ agent: null })), false);
    const ofModel = why({ of: 'model', name: 'claude-next-1' }).requests!;
    assert.equal(ofModel.count, 1);
    assert.equal(ofModel.includes(request({ model: 'claude-next-1' })), true);
    assert.equal(ofModel.includes(request({ model: null })), false);
  });
});
