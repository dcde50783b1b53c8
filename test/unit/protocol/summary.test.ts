import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { burnRate } from '../../../src/protocol/selectors.ts';
import { phasePlaces, phaseSteps } from '../../../src/protocol/pipeline.ts';
import { summarize } from '../../../src/protocol/summary.ts';
import { urgencyOf } from '../../../src/protocol/urgency.ts';
import { reduce } from '../../../src/protocol/reducer.ts';
import { initialState } from '../../../src/protocol/state.ts';
import { everyRecordedSession } from '../../support/recordedEvents.ts';

const MINUTE_MS = 60_000;
const NOBODY: ReadonlySet<string> = new Set();

describe('A session in a list', () => {
  for (const { name, session, events } of everyRecordedSession()) {
    const state = events.reduce(
      (folded, event, index) => reduce(folded, { ...event, seq: index + 1 }),
      initialState(session),
    );
    const times = [0, 1, 5, 14, 16, 60, 3_000].map((minutes) => (state.activity?.at ?? 0) + minutes * MINUTE_MS);

    it(`burns as much as the session itself: ${name}`, () => {
      for (const now of times) assert.deepEqual(burnRate(summarize(state), now), burnRate(state, now));
    });

    it(`is as far as the session itself: ${name}`, () => {
      for (const now of times) {
        const steps = phaseSteps(state, now).map(({ name: phase, state: place }) => ({ name: phase, state: place }));
        assert.deepEqual(phasePlaces(summarize(state), now), steps);
        assert.equal(urgencyOf(summarize(state), now, NOBODY), urgencyOf(state, now, NOBODY));
      }
    });

    it(`stays small: ${name}`, () => {
      const { contextCourse, recentUse, lastLine } = summarize(state);
      assert.ok(contextCourse.length <= 24 && recentUse.length <= 17 && (lastLine?.text.length ?? 0) <= 200);
      if (state.contextSeries.length > 0) {
        const percents = state.contextSeries.flatMap(({ percent }) => (percent === null ? [] : [Math.floor(percent)]));
        assert.equal(Math.max(0, ...contextCourse), Math.max(0, ...percents));
      }
    });
  }
});
