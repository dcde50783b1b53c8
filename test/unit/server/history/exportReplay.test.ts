import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { JournaledEvent, SessionEvent } from '../../../../src/protocol/events.ts';
import type { RecordingHead } from '../../../../src/protocol/recording.ts';
import { maskState } from '../../../../src/protocol/redaction/sessionFacts.ts';
import { reduce } from '../../../../src/protocol/reducer.ts';
import { initialState } from '../../../../src/protocol/state.ts';
import type { LogLine } from '../../../../src/protocol/state.ts';
import { exportAs } from '../../../../src/server/transports/export/exportSession.ts';
import { everyRecordedSession } from '../../../support/recordedEvents.ts';
import { scratchJournal } from '../../../support/scratchJournal.ts';
import type { ScratchJournal } from '../../../support/scratchJournal.ts';

const KEY = `sk-ant-api03-${'Ab3dE5gH7j'.repeat(8)}`;
const MADE_AT = Date.UTC(2026, 10, 23, 6);

describe('A session that is exported as a page', () => {
  let scratch: ScratchJournal;
  let dashboardDir: string;
  before(() => {
    dashboardDir = mkdtempSync(join(tmpdir(), 'livestream-page-'));
    writeFileSync(join(dashboardDir, 'recording.html'), '<html><!-- The recording --></html>');
  });
  after(() => rmSync(dashboardDir, { recursive: true }));
  beforeEach(() => (scratch = scratchJournal()));
  afterEach(() => scratch.close());

  async function exported(session: string, events: readonly SessionEvent[]): Promise<string> {
    scratch.store.apply(scratch.journal.append({ events, cursors: [] }).events);
    const made = { at: MADE_AT, version: '1.2.3', dashboardDir };
    // Asked for by the owner, whose other exports are not masked.
    const known = { ...scratch.store.session(session)!, masked: false };
    return text(Readable.from(exportAs('html', known, scratch.journal.events, made)));
  }

  const blocks = (page: string): readonly string[] =>
    [...page.matchAll(/<script type="text\/plain" class="recording">([\w+/=]*)<\/script>/g)].map(([, block]) =>
      gunzipSync(Buffer.from(block!, 'base64')).toString(),
    );
  const eventsIn = (page: string): readonly JournaledEvent[] =>
    blocks(page)
      .slice(1)
      .flatMap((block) => JSON.parse(block) as JournaledEvent[]);
  /** Where the whole of a line is read is not told: the page has no server to read it. */
  const withoutWhole = ({ more: _more, tool, ...line }: LogLine): LogLine => ({
    ...line,
    ...(tool && { tool: { ...tool, resultSeq: null } }),
  });

  for (const { name, session, events } of everyRecordedSession())
    it(`becomes there what it was here, masked: ${name}`, async () => {
      const page = await exported(session, events);
      const state = eventsIn(page).reduce(reduce, initialState(session));
      const live = maskState(scratch.store.session(session)!.state);
      assert.deepEqual(state, { ...live, logs: live.logs.map(withoutWhole) });
    });

  const said = (line: string, index: number): SessionEvent => ({
    ...{ id: `e${index}`, session: 's', type: 'log_line', time: index, clock: 'producer', source: 'session.jsonl' },
    ...{ data: { line, level: 'info' }, place: { file: '/home/ada/secret/session.jsonl', offset: index } },
  });

  it('holds no key and no place of a file, whoever asks', async () => {
    const page = await exported('s', [`the key is ${KEY}`, 'password=hunter2-hunter2-9', 'all is well'].map(said));
    const told = blocks(page).join('\n');
    assert.ok(told.includes('all is well'));
    for (const secret of [KEY, 'hunter2-hunter2-9', '/home/ada']) assert.ok(!told.includes(secret), secret);
  });

  it('says when it was made and by which version', async () => {
    const [head] = blocks(await exported('s', [said('a line', 1)]));
    const { madeAt, version, summary } = JSON.parse(head!) as RecordingHead;
    assert.deepEqual([madeAt, version, summary.id], [MADE_AT, '1.2.3', 's']);
  });

  it('has no text of the session in its HTML, whatever that is', async () => {
    const hostile = [
      '</script><script>alert(1)</script>',
      '<!-- The recording -->',
      '<!--<script>',
      '$& $1 {{script}}',
    ];
    const page = await exported('s', hostile.map(said));
    const shell = page.replace(/<script type="text\/plain" class="recording">[\w+/=]*<\/script>\n/g, '');
    assert.equal(shell, '<html></html>');
    assert.deepEqual(
      eventsIn(page).map(({ data }) => (data as { line: string }).line),
      hostile,
    );
  });

  it('is packed in blocks, so that a long one is unpacked where somebody looks', async () => {
    const many = Array.from({ length: 1_234 }, (_, index) => said(`line ${index}`, index));
    const page = await exported('s', many);
    assert.deepEqual(
      blocks(page)
        .slice(1)
        .map((block) => (JSON.parse(block) as unknown[]).length),
      [500, 500, 234],
    );
    assert.deepEqual(
      eventsIn(page).map(({ seq }) => seq),
      many.map((_, index) => index + 1),
    );
  });
});
