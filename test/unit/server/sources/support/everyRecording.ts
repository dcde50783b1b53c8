import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Json, KnownEvent } from '../../../../../src/protocol/events.ts';
import type { TailLine } from '../../../../../src/server/sources/files/tailFile.ts';
import type {
  ModelFacts,
  Standing,
  TranscriptFormat,
} from '../../../../../src/server/sources/transcripts/transcriptFormat.ts';
import { reader, type RecordedFile } from './transcripts.ts';

export interface EveryRecording<Carry extends Json & { readonly standing: Standing }> {
  readonly format: TranscriptFormat<Carry>;
  readonly models: ModelFacts;
  readonly files: readonly RecordedFile[];
  readonly events: readonly KnownEvent[];
  /** The file of the events as they should be. */
  readonly golden: string;
  /** The least part of all bytes that is passed over unread. */
  readonly passedOver: number;
}

/** What is promised of every recording, whichever program wrote it. */
export function promiseOfEveryRecording<Carry extends Json & { readonly standing: Standing }>(
  recorded: EveryRecording<Carry>,
): void {
  const { format, models, files, events, golden } = recorded;
  const readLines = reader(format, models);

  it('are read into the same events every time (UPDATE_GOLDEN=1 rewrites them)', () => {
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, `${JSON.stringify(events, null, 1)}\n`);
    assert.deepEqual(events, JSON.parse(readFileSync(golden, 'utf8')));
  });

  it('have no line that cannot be understood', () => {
    for (const file of files) assert.deepEqual(readLines(file.lines, file).skipped, []);
  });

  it('give facts their own names, whichever file they stand in', () => {
    const told = files.flatMap((file) => readLines(file.lines, file).events);
    const names = told.map(({ session, id }) => `${session} ${id}`);
    assert.equal(new Set(names).size, names.length);
  });

  it('lose nothing by the lines that are passed over unread', () => {
    let passed = 0;
    for (const file of files) {
      const isBulk = ({ offset }: TailLine): boolean => format.isBulk(file.bytes, offset);
      const read = file.lines.filter((line) => !isBulk(line));
      assert.deepEqual(readLines(read, file), readLines(file.lines, file));
      passed += file.lines.filter(isBulk).reduce((all, { text }) => all + text.length, 0);
    }
    const bytes = files.reduce((all, file) => all + file.bytes.length, 0);
    assert.ok(passed > bytes * recorded.passedOver, `only ${passed} of ${bytes} bytes`);
  });

  it('tell the same facts, in the same order, when they are only summed up', () => {
    for (const file of files) {
      const facts = (detail: 'all' | 'summary'): readonly unknown[] => {
        let carry = format.first;
        return file.lines.flatMap((line) => {
          const told = format.line(line, carry, { file, models, detail });
          ({ carry } = told);
          return told.events.map(({ id, type, time }) => [id, type, time, carry.standing]);
        });
      };
      assert.deepEqual(facts('summary'), facts('all'));
    }
  });
}
