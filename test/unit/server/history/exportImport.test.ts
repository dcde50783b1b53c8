import assert from 'node:assert/strict';
import type { SessionEvent } from '../../../../src/protocol/events.ts';
import { totalTokens } from '../../../../src/protocol/events.ts';
import { importLines } from '../../../../src/server/history/importLines.ts';
import { journaledEvent } from '../../../../src/server/sources/recordings/journaledEvent.ts';
import { exportSession } from '../../../../src/server/transports/export/exportSession.ts';
import { everyRecordedSession } from '../../../support/recordedEvents.ts';
import { scratchJournal } from '../../../support/scratchJournal.ts';
import type { ScratchJournal } from '../../../support/scratchJournal.ts';

const FORMATS = ['json', 'jsonl', 'csv', 'md'] as const;

describe('A session that is exported', () => {
  const scratches: ScratchJournal[] = [];
  afterEach(() => scratches.splice(0).forEach((scratch) => scratch.close()));

  function journalOf(events: readonly SessionEvent[]): ScratchJournal {
    const scratch = scratchJournal();
    scratches.push(scratch);
    if (events.length > 0) scratch.store.apply(scratch.journal.append({ events, cursors: [] }).events);
    return scratch;
  }

  const exported = ({ journal, store }: ScratchJournal, session: string, format: (typeof FORMATS)[number]): string =>
    [...exportSession(format, { ...store.session(session)!, masked: false }, journal.events)].join('');

  const take = ({ journal, store }: ScratchJournal, lines: string) =>
    importLines(lines, {
      parse: journaledEvent,
      restore: journal.deletions.restore,
      commit: (events) => {
        const committed = journal.append({ events, cursors: [] });
        store.apply(committed.events);
        return committed.events.length;
      },
    });

  /** The lines that are events of an export as JSON. */
  const eventLines = (json: string): string =>
    (JSON.parse(json) as { events: object[] }).events.map((event) => JSON.stringify(event)).join('\n');

  for (const { name, session, events } of everyRecordedSession()) {
    it(`and imported elsewhere is exported with the same bytes, ${name}`, () => {
      const here = journalOf(events);
      // Other sessions come first there: its numbers are others.
      const other: SessionEvent = { id: 'x', session: 'other', type: 'ping', time: 1, clock: 'producer', source: 't', data: {} }; // prettier-ignore
      for (const lines of [exported(here, session, 'jsonl'), eventLines(exported(here, session, 'json'))]) {
        const there = journalOf([other]);
        const answer = take(there, lines);
        assert.deepEqual([answer.refused, answer.reason, answer.sessions], [0, null, [session]]);
        for (const format of FORMATS) assert.equal(exported(there, session, format), exported(here, session, format));
        const again = take(there, lines);
        assert.deepEqual([again.events, again.known], [0, answer.events]);
        assert.equal(exported(there, session, 'json'), exported(here, session, 'json'));
      }
    });

    it(`has lines in its table of usage that add up to what it used, ${name}`, () => {
      const here = journalOf(events);
      const [head, ...rows] = exported(here, session, 'csv')
        .trimEnd()
        .split('\r\n')
        .map((line) => line.split(','));
      const { tokens, cost } = here.store.session(session)!.state;
      const sum = (column: string): number => rows.reduce((all, row) => all + Number(row[head!.indexOf(column)]), 0);
      const kinds = ['input', 'output', 'cache_read', 'cache_write_5m', 'cache_write_1h'];
      assert.equal(kinds.reduce((all, kind) => all + sum(kind), 0), totalTokens(tokens)); // prettier-ignore
      assert.equal(sum('usd').toFixed(9), (cost.usd ?? 0).toFixed(9));
    });
  }

  it('has no cell that a spreadsheet would take for a formula', () => {
    const tokens = { input: 1, output: 2, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, reasoning: 0 };
    const call = (id: string, model: string): SessionEvent => {
      const data = { ...tokens, model, cost_usd: null };
      return { id, session: 's', type: 'model_call', time: 1, clock: 'producer', source: 'test', data };
    };
    const models = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'say "hi", you'];
    const scratch = journalOf(models.map((model, index) => call(`c${index}`, model)));
    const text = exported(scratch, 's', 'csv');
    assert.doesNotMatch(text, /(^|,|")[=+\-@\t]/m);
    assert.match(text, /"say ""hi"", you"/);
  });

  it('is text in its report, whatever it said', () => {
    const hostile = '<img src=x onerror=alert(1)> | **bold** [link](javascript:1)';
    const scratch = journalOf([
      { id: '1', session: 's', type: 'session_info', time: 1, clock: 'producer', source: 't', data: { task: hostile } },
      { id: '2', session: 's', type: 'error', time: 2, clock: 'producer', source: 't', data: { message: hostile } },
    ]);
    const text = exported(scratch, 's', 'md');
    assert.doesNotMatch(text, /(?<!\\)[<*[]/);
    assert.match(text, /## Errors/);
  });

  it('is refused line by line where it is damaged, and what is right is taken', () => {
    const scratch = journalOf([]);
    const good = { session: 's', seq: 1, id: 'a', type: 'ping', time: 1, clock: 'producer', source: 't', data: {} };
    const bad: readonly object[] = [
      { ...good, session: '../x' },
      { ...good, time: 'now' },
      { ...good, clock: 'mine' },
      { ...good, data: [] },
      { ...good, type: 'log_line', data: { line: 7 } },
      { ...good, type: 'tool_start', data: {} },
    ];
    const lines = [good, ...bad].map((line) => JSON.stringify(line));
    const answer = take(scratch, [...lines, '{', 'null', ''].join('\n'));
    assert.deepEqual([answer.events, answer.refused], [1, bad.length + 2]);
    assert.match(answer.reason ?? '', /session/);
  });
});
