import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { NO_TOKENS, totalTokens } from '../../../../src/protocol/events.ts';
import type { SessionEvent } from '../../../../src/protocol/events.ts';
import type { ToldTrends, TrendGrouping } from '../../../../src/protocol/trends.ts';
import { makeTrends } from '../../../../src/server/trends/trends.ts';
import type { TrendQuery } from '../../../../src/server/trends/trends.ts';
import { asVersion3 } from '../../../support/olderJournal.ts';
import { everyRecordedSession } from '../../../support/recordedEvents.ts';
import { scratchJournal } from '../../../support/scratchJournal.ts';
import type { ScratchJournal } from '../../../support/scratchJournal.ts';

const DAY = 86_400_000;
/** A Monday. */
const NOW = Date.UTC(2026, 10, 23, 9);

describe('The trends', () => {
  let scratch: ScratchJournal;
  let number = 0;
  beforeEach(() => (scratch = scratchJournal()));
  afterEach(() => scratch.close());

  const trends = (query: Partial<TrendQuery> = {}): Promise<ToldTrends> =>
    makeTrends(
      { use: scratch.journal.use.pages, summary: (id) => scratch.store.summary(id), now: () => NOW },
      { by: 'project', tz: 'UTC', ...query },
    );
  const take = (events: readonly SessionEvent[]): void => {
    const committed = scratch.journal.append({ events, cursors: [] });
    scratch.store.forget(committed.rows);
    scratch.store.apply(committed.events);
  };
  const event = (session: string, time: number, type: string, data: object): SessionEvent =>
    ({ id: `e${++number}`, session, type, time, clock: 'producer', source: 'test', data }) as SessionEvent;
  const call = (session: string, time: number, data: object): SessionEvent =>
    event(session, time, 'model_call', { ...NO_TOKENS, model: 'm', cost_usd: null, ...data });
  const remove = (session: string): void => {
    scratch.journal.deletions.remove(session, NOW);
    scratch.store.remove(session);
  };
  const purge = (): void => {
    for (let more = true; more;) more = scratch.journal.deletions.purge(100);
  };
  const leftOver = (): number => {
    let count = 0;
    scratch.restart(() => {
      const db = new DatabaseSync(scratch.file);
      count = db.prepare('SELECT count(*) AS n FROM use_by_slot').get()!['n'] as number;
      db.close();
    });
    return count;
  };

  describe('of everything that was ever recorded', () => {
    const recorded = everyRecordedSession();
    const whole = { from: NOW - 360 * DAY, to: NOW + 5 * DAY };
    const sumOf = async (by: TrendGrouping): Promise<{ tokens: number; usd: number; unpriced: number }> => {
      const { tokens, usd, unpriced_tokens: unpriced, groups, heat } = await trends({ by, ...whole });
      for (const part of [groups, heat, groups.flatMap(({ course }) => course)])
        assert.equal(part.reduce((sum, each) => sum + each.tokens, 0), tokens); // prettier-ignore
      return { tokens, usd: usd ?? 0, unpriced };
    };
    const sumOfSessions = () => {
      const ids = [...new Set(recorded.map(({ session }) => session))];
      const states = ids.flatMap((id) => scratch.store.session(id)?.state ?? []);
      return {
        tokens: states.reduce((sum, state) => sum + totalTokens(state.tokens), 0),
        usd: states.reduce((sum, { cost }) => sum + (cost.usd ?? 0), 0),
        unpriced: states.reduce((sum, { cost }) => sum + cost.unpricedTokens, 0),
      };
    };
    const agree = async (): Promise<void> => {
      const sessions = sumOfSessions();
      for (const by of ['project', 'model', 'source'] as const) {
        const told = await sumOf(by);
        assert.equal(told.tokens, sessions.tokens);
        assert.equal(told.unpriced, sessions.unpriced);
        assert.ok(Math.abs(told.usd - sessions.usd) < 1e-6, `${told.usd} for ${sessions.usd}`);
      }
    };
    beforeEach(() => recorded.forEach(({ events }) => take(events)));

    it('are the sums of the sessions, however they are grouped, also after a restart', async () => {
      assert.ok(sumOfSessions().tokens > 100_000);
      await agree();
      scratch.restart();
      await agree();
    });

    it('stay what they are when the same is taken in again', async () => {
      recorded.forEach(({ events }) => take(events));
      await agree();
    });

    it('leave out what is deleted at once, and keep nothing of it; an import brings it back', async () => {
      const before = sumOfSessions();
      const ids = [...new Set(recorded.map(({ session }) => session))];
      const exported = ids.map((id) => [...scratch.journal.events(id)]);
      remove(ids[0]!);
      await agree();
      assert.ok(sumOfSessions().tokens < before.tokens);
      ids.slice(1).forEach(remove);
      purge();
      assert.equal(leftOver(), 0);
      assert.equal((await trends(whole)).tokens, 0);
      ids.forEach((id) => scratch.journal.deletions.restore(id));
      exported.forEach((events) => take(events.map(({ seq: _, ...told }) => told)));
      assert.equal(sumOfSessions().tokens, before.tokens);
      await agree();
    });

    it('are filled in for a journal that is older than they are', async () => {
      const before = await trends({ by: 'model', ...whole });
      scratch.restart(() => {
        const db = new DatabaseSync(scratch.file);
        asVersion3(db);
        db.close();
      });
      const { usd, ...told } = await trends({ by: 'model', ...whole });
      const { usd: usdBefore, ...toldBefore } = before;
      assert.equal(told.tokens, toldBefore.tokens);
      assert.deepEqual(told.groups.map(({ name, tokens }) => [name, tokens]), toldBefore.groups.map(({ name, tokens }) => [name, tokens])); // prettier-ignore
      assert.ok(Math.abs(usd! - usdBefore!) < 1e-6);
      await agree();
    });
  });

  it('count the last telling of a request, in the hour and under the model it was made', async () => {
    const at = NOW - DAY;
    take([call('a', at, { request: 'r', output: 5, cost_usd: 1 })]);
    take([call('a', at, { request: 'r', output: 20, cost_usd: 4 })]);
    const { tokens, usd, unpriced_tokens: unpriced } = await trends();
    assert.deepEqual({ tokens, usd, unpriced }, { tokens: 20, usd: 4, unpriced: 0 });
  });

  it('say what has no price, and that a group without any has none', async () => {
    take([event('a', NOW - DAY, 'session_info', { project: 'shop' }), call('a', NOW - DAY, { output: 100 })]);
    const { usd, unpriced_tokens: unpriced, groups } = await trends();
    assert.deepEqual([usd, unpriced], [null, 100]);
    assert.deepEqual(groups.map(({ name, usd: of }) => [name, of]), [['shop', null]]); // prettier-ignore
  });

  it('put each hour where the clock of the person has it, also half an hour off and over summer time', async () => {
    // Sunday 23:40 in UTC, Monday 05:10 in India.
    take([call('a', Date.UTC(2026, 10, 22, 23, 40), { output: 7 })]);
    const used = async (tz: string): Promise<unknown> =>
      (await trends({ tz })).heat.filter(({ tokens }) => tokens > 0).map(({ weekday, hour }) => [weekday, hour]);
    assert.deepEqual(await used('UTC'), [[7, 23]]);
    assert.deepEqual(await used('Asia/Kolkata'), [[1, 5]]);
    assert.deepEqual(await used('+05:30'), [[1, 5]]);
    // In Berlin the clock went back on 25 October 2026: that Sunday had 25 hours, and the hour from 2 was twice.
    const [from, to] = [Date.UTC(2026, 9, 24, 22), Date.UTC(2026, 9, 25, 23)];
    const { heat, times, step } = await trends({ tz: 'Europe/Berlin', from, to });
    assert.equal(step, 'hour');
    assert.equal(times.length, 25);
    assert.deepEqual(heat.filter(({ times: often }) => often === 2).map(({ weekday, hour }) => [weekday, hour]), [[7, 2]]); // prettier-ignore
    const days = await trends({ tz: 'Europe/Berlin', from: Date.UTC(2026, 9, 19, 22), to: Date.UTC(2026, 9, 27, 23) });
    assert.ok(
      days.times.slice(6).every((time) => time.endsWith('T23:00:00.000Z')),
      days.times.join(' '),
    );
  });

  it('count tasks with the whole cost of the sessions that finished them, once for each', async () => {
    take([
      event('a', NOW - DAY, 'task_list', { completed: ['x', 'y'], remaining: [], notes: [] }),
      call('a', NOW - DAY, { output: 10, cost_usd: 3, model: 'small' }),
      call('a', NOW - DAY, { output: 90, cost_usd: 1, model: 'large' }),
      call('b', NOW - DAY, { output: 50, cost_usd: 100, model: 'small' }),
    ]);
    const { groups, tasks, usd_per_task: each } = await trends({ by: 'model' });
    assert.deepEqual([tasks, each], [2, 2]);
    assert.deepEqual(
      groups.map((group) => [group.name, group.sessions, group.tasks, group.usd_per_task]),
      [
        ['large', 1, 2, 2],
        ['small', 2, 0, null],
      ],
    );
  });

  it('tell of twenty groups, and of the others as one, with nothing lost', async () => {
    take(Array.from({ length: 30 }, (_, index) => call(`s${index}`, NOW - DAY, { output: 100 - index })));
    const { groups, tokens } = await trends();
    assert.equal(groups.length, 20);
    assert.deepEqual([groups.at(-1)!.others, groups.at(-1)!.sessions], [11, 11]);
    assert.equal(groups.reduce((sum, group) => sum + group.tokens, 0), tokens); // prettier-ignore
  });
});
