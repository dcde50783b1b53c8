import assert from 'node:assert/strict';
import type { LinesPage } from '../../../src/protocol/logPages.ts';
import type { LogLine } from '../../../src/protocol/state.ts';
import { codeFor } from '../../../src/protocol/logKinds.ts';
import { HELD, HeldLines } from '../../../webview/log/heldLines.ts';
import { inSight } from '../../../webview/log/hitSpans.ts';
import { languageOf, languageOfCall, partsOf } from '../../../webview/log/codeLanguage.ts';
import { filterWords, passes } from '../../../webview/log/logFilter.ts';
import { LogSearch } from '../../../webview/log/logSearch.ts';
import { lineAsText } from '../../../webview/log/plainLines.ts';
import { PoliteWords } from '../../../webview/log/politeWords.ts';
import { rowAt, rowWindow } from '../../../webview/log/rowWindow.ts';
import { anchorAt, topOf } from '../../../webview/log/scrollAnchor.ts';
import type { Ask } from '../../../webview/transports/host.ts';

const ALL = (): boolean => true;

describe('the lines that the log holds', () => {
  it('follow the newest, and are no more than can be kept', () => {
    const held = new HeldLines(tail(1, 500), ALL);
    for (let to = 600; to <= 9_000; to += 100) held.follow(tail(to - 499, to), false);
    assert.equal(held.lines.length, HELD);
    assert.equal(held.lines.at(-1)?.seq, 9_000);
    assert.equal(held.older, 6_001);
  });

  it('lose none that somebody reads, and say where the newer ones go on', () => {
    const held = new HeldLines(tail(1, 500), ALL);
    for (let to = 600; to <= 9_000; to += 100) held.follow(tail(to - 499, to), true);
    assert.equal(held.lines[0]?.seq, 1);
    assert.equal(held.newer, HELD);
    held.takeNewer(page(HELD + 1, 3_400, { newer: 3_400 }));
    assert.equal(held.lines[0]?.seq, 401);
    held.toNewest();
    assert.deepEqual([held.lines[0]?.seq, held.lines.at(-1)?.seq, held.newer], [8_501, 9_000, null]);
  });

  it('have no gap where more came at once than is told', () => {
    const reading = new HeldLines(tail(1, 500), ALL);
    reading.follow(tail(1_501, 2_000), true);
    assert.deepEqual([reading.lines.length, reading.newer], [500, 500]);
    reading.takeNewer(page(501, 1_600, { newer: 1_600 }));
    assert.deepEqual(seqs(reading.lines), range(1, 2_000));
    assert.equal(reading.newer, null);
    const following = new HeldLines(tail(1, 500), ALL);
    following.follow(tail(1_501, 2_000), false);
    assert.deepEqual([following.lines[0]?.seq, following.older], [1_501, 1_501]);
  });

  it('are joined by pages of older ones, each line once', () => {
    const held = new HeldLines(tail(1_001, 1_500), ALL);
    held.takeOlder(page(601, 1_010, { older: 601 }));
    held.takeOlder(page(1, 600, { older: null }));
    assert.deepEqual(seqs(held.lines), range(1, 1_500));
    assert.equal(held.older, null);
  });

  it('put a fact that comes late where its time says, and complete a tool that came back', () => {
    const run = { ...line(2), tool: tool('running') };
    const held = new HeldLines({ lines: [line(1), run, line(3)], count: 3 }, ALL);
    const late = { ...line(4), time: line(2).time + 1 };
    held.follow({ lines: [line(1), { ...run, tool: tool('ok') }, late, line(3)], count: 4 }, true);
    assert.deepEqual(seqs(held.lines), [1, 2, 4, 3]);
    assert.equal(held.lines[1]?.tool?.outcome, 'ok');
  });

  it('go back when a replay does, and pass the filter', () => {
    const held = new HeldLines(tail(1, 500), ({ seq }) => seq % 2 === 0);
    assert.equal(held.lines.length, 250);
    held.follow(tail(1, 10), true);
    assert.deepEqual(seqs(held.lines), [2, 4, 6, 8, 10]);
  });
});

describe('what is seen of the log', () => {
  const open = { index: 10, extra: 1_000 };

  it('is drawn where a row is open that is higher than the window', () => {
    assert.deepEqual([rowAt(219, 22, open), rowAt(700, 22, open), rowAt(1_242, 22, open)], [9, 10, 11]);
    const { from, to, above } = rowWindow(500, { top: 900, height: 300, rowHeight: 22 }, open);
    assert.ok(from <= 10 && to > 10);
    assert.equal(above, from * 22);
  });

  it('stays where it stands when lines come before it', () => {
    const before = lines(101, 200);
    const anchor = anchorAt(before, 50 * 22 + 7, { rowHeight: 22, open: null })!;
    assert.deepEqual(anchor, { seq: 151, offset: 7 });
    assert.equal(topOf(lines(1, 200), anchor, { rowHeight: 22, open: null }), 150 * 22 + 7);
    assert.equal(topOf(lines(1, 100), anchor, { rowHeight: 22, open: null }), null);
  });
});

describe('the search in the log', () => {
  it('asks for what is not here page by page, and says how far it is', async () => {
    const asked: unknown[] = [];
    const answers = [Promise.withResolvers<LinesPage>(), Promise.withResolvers<LinesPage>()];
    const ask = ((question: unknown) => answers[asked.push(question) - 1]!.promise) as unknown as Ask;
    const log = { session: 's', ask, tail: tail(9_501, 10_000), filter: { levels: ['info'], kinds: [] } } as const;
    const changes = notices();
    const search = new LogSearch(() => log, changes.notice);
    search.type('LINE 9999');
    assert.equal(search.words.startsWith('1 line says “LINE 9999” so far. Searching: 500 of 10,000 lines'), true);
    await changes.until(() => asked.length === 1);
    assert.deepEqual(asked[0], {
      about: 'lines',
      session: 's',
      before: 9_501,
      limit: 500,
      q: 'LINE 9999',
      levels: 'info',
    });
    answers[0]!.resolve({ lines: lines(7_000, 7_001), older: 7_000, newer: null, searched: 2_501 });
    await changes.until(() => asked.length === 2);
    assert.match(search.words, /^3 lines say .* Searching: 3,001 of 10,000 lines/);
    answers[1]!.resolve({ lines: [], older: null, newer: null, searched: 6_999 });
    await changes.until(() => search.words.endsWith('All lines that the filter shows were searched.'));
    assert.equal(search.step(1, line(8_000)), 7_001);
    assert.equal(search.countWords, '2 of 3');
    assert.equal(search.step(1, undefined), 9_999);
    assert.equal(search.step(1, undefined), 7_000);
    assert.equal(search.step(-1, undefined), 9_999);
  });

  it('says why it stopped, and does not take what it has for all', async () => {
    const ask = (() => Promise.reject(new Error('The server cannot be reached.'))) as unknown as Ask;
    const changes = notices();
    const log = { session: 's', ask, tail: tail(501, 1_000), filter: { levels: [], kinds: [] } };
    const search = new LogSearch(() => log, changes.notice);
    search.type('nothing like it');
    await changes.until(() => search.problem !== null);
    assert.equal(
      search.words,
      'No lines say “nothing like it” so far. The search stopped: The server cannot be reached.',
    );
  });

  it('shows the part of a long line where the hit is', () => {
    const long = `${'x'.repeat(300)}needle and more`;
    assert.match(inSight(long, 'needle', 40), /^…x{24}needle and/);
    assert.equal(inSight('a needle', 'needle', 40), 'a needle');
  });
});

describe('the text of a line', () => {
  it('is copied without the terminal’s escapes', () => {
    assert.match(lineAsText({ ...line(1), text: '\u001b[31mred\u001b[0m' }), /^\d\d:\d\d:\d\d info red$/);
  });

  it('has code where a fence or its own look says so', () => {
    assert.equal(languageOf('diff --git a/x b/x\n'), 'diff');
    assert.equal(languageOf('{"a": 1}'), 'json');
    assert.equal(languageOf('{not json'), null);
    assert.equal(languageOfCall('Bash', 'ls'), 'bash');
    assert.deepEqual(partsOf('see:\n```py\nx = 1\n```\ndone'), [
      { text: 'see:\n', isCode: false, language: null },
      { text: 'x = 1\n', isCode: true, language: 'python' },
      { text: 'done', isCode: false, language: null },
    ]);
    assert.deepEqual(partsOf('```\ncut off'), [{ text: 'cut off', isCode: true, language: null }]);
  });

  it('is filtered by how bad it is and what kind it is, and the filter has words', () => {
    const failed = { ...line(1), source: 'event', level: 'tool', tool: tool('error') };
    assert.equal(passes(failed, { levels: ['error'], kinds: ['tool'] }), true);
    assert.equal(passes(failed, { levels: ['warning'], kinds: [] }), false);
    assert.equal(filterWords({ levels: ['error', 'warning'], kinds: ['tool'] }), 'errors and warnings among tools');
    assert.notEqual(codeFor('error', 'tool'), codeFor('info', 'tool'));
  });
});

describe('what a screen reader is told of the log', () => {
  it('is the first word at once, and then no more than it can follow', () => {
    const said = new PoliteWords(() => undefined);
    said.say('1 new line.');
    for (let count = 2; count < 100; count++) said.say(`${count} new lines.`);
    assert.equal(said.words, '1 new line.');
    said.stop();
  });
});

function line(seq: number): LogLine {
  return { seq, time: 1_000_000 + seq * 10, level: 'info', text: `line ${seq}`, source: 'x' };
}

function tool(outcome: 'running' | 'ok' | 'error') {
  return { id: 't', name: 'Bash', outcome, duration: null, result: null, resultSeq: null } as const;
}

function lines(from: number, to: number): readonly LogLine[] {
  return range(from, to).map(line);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function tail(from: number, to: number) {
  return { lines: lines(from, to), count: to };
}

function page(from: number, to: number, more: { older?: number | null; newer?: number | null }): LinesPage {
  return { lines: lines(from, to), older: null, newer: null, searched: to - from + 1, ...more };
}

function seqs(all: readonly LogLine[]): readonly number[] {
  return all.map(({ seq }) => seq);
}

/** Waits until something that tells of its changes is as it should be. */
function notices() {
  let check: (() => void) | null = null;
  const until = (done: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      check = () => done() && resolve();
      const again = setInterval(() => done() && (clearInterval(again), resolve()), 5);
    });
  return { notice: () => check?.(), until };
}
