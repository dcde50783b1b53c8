import assert from 'node:assert/strict';
import type { SessionEvent } from '../../../../src/protocol/events.ts';
import type { Excerpt, SearchQuery } from '../../../../src/protocol/history.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import { summarize } from '../../../../src/protocol/summary.ts';
import { searchHistory } from '../../../../src/server/history/search.ts';
import { scratchJournal } from '../../../support/scratchJournal.ts';
import type { ScratchJournal } from '../../../support/scratchJournal.ts';

const matched = ({ text, matches }: Excerpt): readonly string[] => matches.map(([from, to]) => text.slice(from, to));

describe('The search over all that sessions said', () => {
  let scratch: ScratchJournal;
  let number = 0;

  beforeEach(() => (scratch = scratchJournal()));
  afterEach(() => scratch.close());

  function tell(session: string, type: string, data: object): void {
    number += 1;
    const event = { id: `e${number}`, session, type, time: number, clock: 'producer', source: 'test', data };
    scratch.store.apply(scratch.journal.append({ events: [event as SessionEvent], cursors: [] }).events);
  }
  const say = (session: string, text: string): void => tell(session, 'log_line', { line: text, level: 'info' });
  const search = (text: string, query: Partial<SearchQuery> = {}) =>
    searchHistory(scratch.journal, { text, limit: 50, ...query });
  const found = (text: string): readonly string[] => search(text).hits.map((hit) => hit.text);

  it('finds tasks, logs, errors, notes and titles, each with its session, number and time', () => {
    tell('a', 'session_info', { project: 'shop', task: 'Build the zebra page' });
    tell('a', 'task_list', { completed: ['Paint a zebra'], remaining: ['Feed it'], notes: ['zebra is a horse'] });
    tell('a', 'error', { message: 'zebra ran away' });
    say('b', 'A zebra crossing');
    const { hits } = search('zebra');
    assert.deepEqual(hits.map(({ kind }) => kind), ['log', 'error', 'task', 'title']); // prettier-ignore
    assert.ok(hits.every((hit) => matched(hit).every((word) => word === 'zebra') && hit.seq > 0 && hit.time > 0));
    assert.deepEqual(new Set(hits.map(({ session }) => session)), new Set(['a', 'b']));
  });

  it('does not care for case and accents, and finds the word that is still being typed', () => {
    say('a', 'Größe der Übersicht geändert');
    assert.equal(found('grosse').length + found('GRÖßE').length, 1);
    assert.equal(found('ubersicht').length, 1);
    assert.equal(found('geand').length, 1);
    assert.equal(found('geand ').length, 0);
    assert.deepEqual(matched(search('ubersi').hits[0]!), ['Übersicht']);
  });

  it('wants all words, and those in quotes together', () => {
    say('a', 'red fish, blue bird');
    say('a', 'blue fish');
    assert.deepEqual(found('fish blue'), ['blue fish', 'red fish, blue bird']);
    assert.deepEqual(found('"blue fish"'), ['blue fish']);
    assert.deepEqual(found('src/fish.ts'), []);
  });

  for (const text of [
    '"',
    '""',
    '*',
    'a AND',
    'OR NOT',
    'NEAR(',
    'text:',
    '^a',
    '{x}',
    "'; DROP TABLE events; --",
    '-',
    '(',
    'a"b',
    '\u0000',
    '🦓',
    '日本',
    '"unclosed phrase',
    '+ - * / \\',
  ])
    it(`takes ${JSON.stringify(text)} as text`, () => {
      say('a', 'nothing special');
      assert.ok(Array.isArray(search(text).hits));
    });

  it('shows the place in a long line, with what matches as numbers, and says that it is cut', () => {
    say('a', `${'before '.repeat(200)}<b>needle</b> ${'behind '.repeat(200)}`);
    const hit = search('needle').hits[0]!;
    assert.ok(hit.text.length < 300);
    assert.deepEqual(hit.cut, [true, true]);
    assert.deepEqual(matched(hit), ['needle']);
    assert.ok(hit.text.includes('<b>needle</b>'));
  });

  it('gives pages, the newest first, each hit once', () => {
    for (let n = 0; n < 25; n++) say('a', `needle ${n}`);
    const texts: string[] = [];
    let before: number | undefined;
    do {
      const page = search('needle', { limit: 10, before });
      texts.push(...page.hits.map(({ text }) => text));
      before = page.next ?? undefined;
    } while (before !== undefined);
    assert.deepEqual(
      texts,
      Array.from({ length: 25 }, (_, n) => `needle ${24 - n}`),
    );
  });

  it('stays in one session when asked to', () => {
    say('a', 'needle');
    say('b', 'needle');
    assert.deepEqual(search('needle', { session: 'a' }).hits.map(({ session }) => session), ['a']); // prettier-ignore
  });

  it('finds a session of which only a line is kept by title, project and last words, and says so', () => {
    const activity = { at: 5, clock: 'producer', text: 'Wrote the epilogue' } as const;
    const summary = { ...summarize(initialState('old')), project: 'novel', task: 'Write a book', activity };
    scratch.journal.index([{ summary, calls: [], files: [] }]);
    for (const word of ['novel', 'book', 'epilogue']) {
      const { sessions, summariesOnly } = search(word);
      assert.deepEqual(sessions.map(({ session, kept }) => [session, kept]), [['old', 'summary']], word); // prettier-ignore
      assert.equal(summariesOnly, 1);
    }
  });

  it('finds a session by its new title once that has changed, and by the old one no more', () => {
    const summary = { ...summarize(initialState('old')), project: 'novel' };
    scratch.journal.index([{ summary, calls: [], files: [] }]);
    assert.equal(search('novel').sessions.length, 1);
    scratch.journal.index([{ summary: { ...summary, project: 'poem' }, calls: [], files: [] }]);
    assert.deepEqual([search('novel').sessions.length, search('poem').sessions.length], [0, 1]);
  });
});
