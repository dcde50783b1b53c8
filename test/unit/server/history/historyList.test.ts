import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import type { HistoryQuery, HistorySort } from '../../../../src/protocol/history.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import type { SessionSummary } from '../../../../src/protocol/summary.ts';
import { openDatabase } from '../../../../src/server/journal/database.ts';
import { historySql } from '../../../../src/server/journal/historyTable.ts';
import { asVersion3 } from '../../../support/olderJournal.ts';
import { scratchJournal } from '../../../support/scratchJournal.ts';
import type { ScratchJournal } from '../../../support/scratchJournal.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 9);

/** The n-th session: each an hour older than the one before it. */
function made(n: number): SessionSummary {
  const at = NOW - n * HOUR;
  return {
    ...summarize(initialState(`s${String(n).padStart(4, '0')}`)),
    project: `project-${n % 7}`,
    source: n % 2 === 0 ? 'claude-code' : 'codex',
    startedAt: at - ((n * 37) % 100) * 60_000,
    activity: { at, clock: 'producer', text: `last words ${n}` },
    end:
      n % 3 === 0 ? null : { outcome: n % 3 === 1 ? 'complete' : 'failed', evidence: 'said so', at, clock: 'producer' },
    tokens: (n * 7919) % 1_000,
    cost: { usd: n % 5 === 0 ? null : ((n * 31) % 97) / 10, unpricedTokens: 0 },
  };
}

describe('The history of all sessions', () => {
  const COUNT = 500;
  const all = Array.from({ length: COUNT }, (_, n) => made(n));
  let scratch: ScratchJournal;

  before(() => {
    scratch = scratchJournal();
    scratch.journal.index(all.map((summary) => ({ summary, calls: [], files: [] })));
  });
  after(() => scratch.close());

  /** All that a query finds, page by page. */
  function found(query: Partial<HistoryQuery>, limit = 17): readonly SessionSummary[] {
    const summaries: SessionSummary[] = [];
    let after: HistoryQuery['after'];
    do {
      const { entries, next } = scratch.store.history({ sort: 'newest', ...query, limit, after }, NOW);
      assert.ok(entries.length <= limit);
      summaries.push(...entries.map(({ summary }) => summary));
      after = next ?? undefined;
    } while (after !== undefined);
    return summaries;
  }
  const ids = (summaries: readonly SessionSummary[]): readonly string[] => summaries.map(({ id }) => id).sort();

  const KEYS: Readonly<Record<HistorySort, (summary: SessionSummary) => number>> = {
    newest: ({ activity }) => -activity!.at,
    oldest: ({ activity }) => activity!.at,
    cost: ({ cost }) => -(cost.usd ?? -1),
    tokens: ({ tokens }) => -tokens,
    duration: ({ activity, startedAt }) => -(activity!.at - startedAt!),
  };
  for (const [sort, key] of Object.entries(KEYS) as [HistorySort, (summary: SessionSummary) => number][]) {
    it(`has each of them once, page by page, sorted by ${sort}`, () => {
      const listed = found({ sort });
      assert.deepEqual(ids(listed), ids(all));
      const keys = listed.map(key);
      assert.deepEqual(
        keys,
        keys.toSorted((a, b) => a - b),
      );
    });
  }

  it('is filtered by source, project, cost and the time in which they were alive', () => {
    const wanted = all.filter(
      ({ source, project, cost, activity, startedAt }) =>
        source === 'codex' &&
        project === 'project-3' &&
        (cost.usd ?? -1) >= 1 &&
        (cost.usd ?? 99) <= 8 &&
        activity!.at >= NOW - 300 * HOUR &&
        startedAt! <= NOW - 20 * HOUR,
    );
    const asked = { source: 'codex', project: 'project-3', minCost: 1, maxCost: 8, from: NOW - 300 * HOUR, to: NOW - 20 * HOUR }; // prettier-ignore
    assert.ok(wanted.length > 5);
    assert.deepEqual(ids(found(asked)), ids(wanted));
  });

  it('is filtered by the state that a session has now, silence and all', () => {
    const open = (from: number, to: number) => all.filter(({ end, activity }) => end === null && activity!.at > NOW - to * HOUR && activity!.at <= NOW - from * HOUR); // prettier-ignore
    assert.deepEqual(ids(found({ states: ['failed'] })), ids(all.filter(({ end }) => end?.outcome === 'failed')));
    assert.deepEqual(ids(found({ states: ['running'] })), ids(open(0, 0.25)));
    assert.deepEqual(ids(found({ states: ['stalled'] })), ids(open(0.25, 24)));
    assert.deepEqual(ids(found({ states: ['stopped'] })), ids(open(24, 1_000)));
  });

  it('says what there is to filter by', () => {
    const { sources, projects } = scratch.journal.history.choices(500);
    assert.deepEqual(sources, ['claude-code', 'codex']);
    assert.equal(projects.length, 7);
  });

  it('goes through an index for every order, and never sorts', () => {
    scratch.restart(() => explainAll(openDatabase(scratch.file)));
  });

  function explainAll(opened: DatabaseSync): void {
    const plan = (query: Partial<HistoryQuery>): string => {
      const { sql, values } = historySql({ sort: 'newest', limit: 50, ...query }, NOW);
      return opened.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values).map(({ detail }) => String(detail)).join('; '); // prettier-ignore
    };
    const after = { key: 5, id: 'x' };
    assert.match(plan({ after }), /SEARCH sessions USING INDEX sessions_by_time/);
    assert.match(plan({ sort: 'oldest', after }), /SEARCH sessions USING INDEX sessions_by_time/);
    assert.match(plan({ sort: 'cost', after }), /SEARCH sessions USING INDEX sessions_by_cost/);
    assert.match(plan({ sort: 'tokens', after }), /SEARCH sessions USING INDEX sessions_by_tokens/);
    assert.match(plan({ sort: 'duration', after }), /SEARCH sessions USING INDEX sessions_by_duration/);
    assert.match(plan({ source: 'codex', after }), /SEARCH sessions USING INDEX sessions_by_source/);
    assert.match(plan({ project: 'project-1' }), /SEARCH sessions USING INDEX sessions_by_project/);
    for (const sort of Object.keys(KEYS) as HistorySort[])
      assert.doesNotMatch(plan({ sort, states: ['failed'], from: 1, to: NOW, minCost: 1 }), /TEMP B-TREE/, sort);
    opened.close();
  }
});

describe('A journal of an older version', () => {
  it('has its sessions in the history, filtered and found, once it has been opened', () => {
    const scratch = scratchJournal();
    const summary = made(4);
    scratch.journal.index([{ summary, calls: [], files: [] }]);
    scratch.restart(() => asVersion2(scratch.file));
    const { history, search } = scratch.journal;
    const query = { sort: 'newest', limit: 10, project: 'project-4', minCost: 0.1 } as const;
    assert.deepEqual(history.page(query, NOW).map(({ id }) => id), [summary.id]); // prettier-ignore
    search.step(10);
    assert.equal(search.titles('"project"', 10).length, 1);
    scratch.close();
  });
});

function asVersion2(file: string): void {
  const db = new DatabaseSync(file);
  asVersion3(db);
  for (const name of ['source', 'project', 'cost', 'tokens', 'duration']) db.exec(`DROP INDEX sessions_by_${name}`);
  db.exec('DROP INDEX sessions_unsearched; DROP TABLE pins; DROP TABLE deleted; DROP TABLE search; DROP TABLE titles');
  for (const name of ['source', 'project', 'state', 'started', 'tokens', 'cost_usd', 'duration', 'title', 'searched'])
    db.exec(`ALTER TABLE sessions DROP COLUMN ${name}`);
  db.exec('PRAGMA user_version = 2');
  db.close();
}
