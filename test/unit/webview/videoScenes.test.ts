import assert from 'node:assert/strict';
import type { SessionEvent } from '../../../src/protocol/events.ts';
import { toldMoment } from '../../../src/protocol/replayQuestions.ts';
import { createReplay } from '../../../src/server/history/replay.ts';
import type { Ask } from '../../../webview/transports/host.ts';
import { ReplayScenes } from '../../../webview/video/scenes.ts';
import type { Scene } from '../../../webview/video/scene.ts';
import { scratchJournal } from '../../support/scratchJournal.ts';
import type { ScratchJournal } from '../../support/scratchJournal.ts';

const KEY = `ghp_${'aB3dE5'.repeat(6)}`;
const HOUR = 3_600_000;

describe('The scenes of a video', () => {
  let scratch: ScratchJournal;
  beforeEach(() => (scratch = scratchJournal()));
  afterEach(() => scratch.close());

  /** The server's own answers, without the way there. */
  function asking(events: readonly SessionEvent[]): Ask {
    scratch.store.apply(scratch.journal.append({ events, cursors: [] }).events);
    const replay = createReplay(scratch.journal);
    const answer = async (question: Parameters<Ask>[0]) => {
      assert.ok(question.about === 'replay');
      return toldMoment(await replay.moment(question.session, question, question.events));
    };
    return answer as Ask;
  }

  const line = (n: number, time: number, text = `line ${n}`): SessionEvent => ({
    ...{ id: `e${n}`, session: 's', type: 'log_line', time, clock: 'producer', source: 'test' },
    data: { line: text, level: 'info' },
  });

  async function sceneAt(scenes: ReplayScenes, part: number): Promise<Scene> {
    await scenes.fetch(part);
    return scenes.scene(part)!;
  }

  it('go by events from the first to the last, however many pages those are, and waste no time on a gap', async () => {
    const busy = Array.from({ length: 2_400 }, (_, n) => line(n, n + 1));
    const afterTheNight = Array.from({ length: 100 }, (_, n) => line(2_400 + n, 9 * HOUR + n));
    const scenes = await ReplayScenes.open(
      { session: 's', from: null, skipsIdle: true },
      asking([...busy, ...afterTheNight]),
    );
    const counts: number[] = [];
    for (const part of [0.25, 0.5, 0.96, 1]) counts.push((await sceneAt(scenes, part)).state.logCount);
    assert.deepEqual(counts, [625, 1_250, 2_400, 2_500]);
  });

  it('go by the clock when told to, from the moment that was chosen', async () => {
    const scenes = await ReplayScenes.open(
      { session: 's', from: HOUR, skipsIdle: false },
      asking([line(1, 0), line(2, 2 * HOUR), line(3, 3 * HOUR)]),
    );
    const told: (readonly [number, number])[] = [];
    for (const part of [0, 0.25, 0.5, 1]) {
      const { now, state } = await sceneAt(scenes, part);
      told.push([now / HOUR, state.logCount]);
    }
    assert.deepEqual(told, [
      [1, 1],
      [1.5, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('are masked, also for the owner, whose page is not', async () => {
    const ask = asking([line(1, 0, `TOKEN=${KEY}`), line(2, 1, 'all is well')]);
    const { state } = await sceneAt(await ReplayScenes.open({ session: 's', from: null, skipsIdle: true }, ask), 1);
    assert.ok(!JSON.stringify(state).includes(KEY));
    assert.equal(state.logs.at(-1)!.text, 'all is well');
  });
});
