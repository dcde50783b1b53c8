import assert from 'node:assert/strict';
import { reduce } from '../../../../src/protocol/reducer.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import { SessionRows } from '../../../../src/server/transports/http/sessionRows.ts';

const DAY = 24 * 3_600_000;

describe('The list of sessions', () => {
  it('says for how long a session that fell silent has been silent, however often it is asked', () => {
    const state = reduce(initialState('s'), {
      seq: 1,
      id: 'e1',
      session: 's',
      time: 0,
      clock: 'producer',
      source: 'test',
      type: 'iteration_start',
      data: { iteration: 1 },
    });
    const summaries = [summarize(state)];
    let now = 0;
    const rows = new SessionRows({ now: () => now });
    const evidence = (): string => {
      const { sessions } = JSON.parse(rows.list(summaries, 'raw')) as { sessions: { state: { evidence: string } }[] };
      return sessions[0]!.state.evidence;
    };
    now = 2 * DAY;
    assert.match(evidence(), /no sign of life for 2 d/);
    now = 5 * DAY;
    assert.match(evidence(), /no sign of life for 5 d/);
  });
});
