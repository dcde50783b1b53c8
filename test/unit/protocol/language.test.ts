import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count } from '../../../src/protocol/count.ts';
import { formatCost, formatDuration, formatExact, formatTokens, formatUsd } from '../../../src/protocol/format.ts';
import { ENGLISH, speak, t } from '../../../src/protocol/language.ts';
import { recordedLine, said } from '../../../src/protocol/said.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const catalogue = JSON.parse(readFileSync(join(PROJECT, 'l10n/bundle.l10n.de.json'), 'utf8')) as Record<string, string>;
/** The spaces that numbers and units keep together by. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('to a reader of German', () => {
  before(() => speak({ locale: 'de-DE', catalogue }));
  after(() => speak(ENGLISH));

  it('numbers, money and times are written as they are used to', () => {
    assert.equal(plain(formatUsd(1234.5)), '1.235 $');
    assert.equal(plain(formatUsd(0.42)), '0,42 $');
    assert.equal(plain(formatUsd(0.001)), '< 0,01 $');
    assert.equal(formatTokens(44_364), '44,4 k');
    assert.equal(formatExact(364_123), '364.123');
    assert.equal(formatDuration(11_400_000), '3 h 10 min');
    assert.equal(plain(formatCost({ usd: 1.2, unpricedTokens: 3_000 })), '1,20 $ + 3,0 k Tokens ohne Preis');
  });

  it('one is one, and several are several', () => {
    const sessions = { one: t('1 session'), other: t('{0} sessions') };
    assert.equal(count(1, sessions), '1 Sitzung');
    assert.equal(count(12_345, sessions), '12.345 Sitzungen');
  });

  it('what the server says of the product is said in German, with what it is about as it is', () => {
    assert.equal(said('weather-app needs you'), 'weather-app braucht Sie');
    assert.equal(
      said('its last turn finished and no claude process runs in /home/dev/app; nothing was written since 02:10 UTC'),
      'die letzte Runde ist beendet, und kein claude-Prozess läuft in /home/dev/app; seit 02:10 UTC wurde nichts geschrieben',
    );
    assert.equal(
      said('After 3 h 10 m · 5 of 6 tasks done · $1.20'),
      'Nach 3 h 10 min · 5 von 6 Aufgaben erledigt · $1.20',
    );
  });

  it('what an agent said stays as the agent said it', () => {
    for (const line of ['The test suite failed', 'build finished', 'npm test took 3 s', 'I used 3 of 4 tools · done'])
      assert.equal(recordedLine(line), line);
    assert.equal(recordedLine('Task completed: The test suite failed'), 'Aufgabe erledigt: The test suite failed');
  });

  it('a text of any length and kind costs little, and stays', () => {
    const hostile = 'its last turn failed and '.repeat(30_000);
    assert.equal(said(hostile), hostile);
    assert.equal(said('{0} {1} __proto__ constructor'), '{0} {1} __proto__ constructor');
  });

  it('the evidence of every recorded state is in German', () => {
    const golden = ['claudeCode', 'codex'].flatMap((agent) => {
      const folder = join(PROJECT, 'test/unit/server/sources', agent, 'golden');
      return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    });
    const evidence = new Set(
      golden.flatMap((text) => [...text.matchAll(/"evidence": "((?:[^"\\]|\\.)*)"/g)].map(([, words]) => words!)),
    );
    assert.ok(evidence.size > 5, `${evidence.size} kinds of evidence`);
    for (const words of evidence) assert.notEqual(said(words), words);
  });
});

describe('to everybody else', () => {
  it('the texts are those of the code', () => {
    assert.equal(said('weather-app needs you'), 'weather-app needs you');
    assert.equal(formatUsd(1.2), '$1.20');
    assert.equal(t`${3} s`, '3 s');
  });
});
