import type { KnownEvent } from '../../../protocol/events.ts';
import { isJsonObject } from '../jsonObject.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { LineContext, TranscriptFormat } from '../transcripts/transcriptFormat.ts';
import { nameOf, type Fields } from '../values.ts';
import { isBulk, tellsNothing } from './bulk.ts';
import { claudeCarry, FIRST_CARRY, type ClaudeCarry } from './carry.ts';
import { ClaudeLine, type ClaudeRecord } from './claudeLine.ts';
import { readLine } from './readLine.ts';

/** Places in a broken line at which two records may have run together that are tried. */
const JOINTS = 16;

/** Transcripts of Claude Code: one file for the main thread of a session and one for each of its sub-agents. */
export const claudeFormat: TranscriptFormat<ClaudeCarry> = {
  first: FIRST_CARRY,
  carry: claudeCarry,
  isBulk,
  line: (line, before, context) => {
    const events: KnownEvent[] = [];
    // A crash of the machine can leave zeros where a line was to be written.
    const text = (line.text.startsWith('\0') ? line.text.replace(/^\0+/, '') : line.text).trim();
    if (text === '') return { events, carry: before };
    const records = parseRecords(text);
    if (records === null) return { events, carry: before, skipped: 'it is not JSON' };
    let carry = before;
    for (const { value, text: own } of records) {
      if (!isJsonObject(value) || tellsNothing(value)) continue;
      const record = datedRecord(value, own, line.offset, context, carry);
      carry = readLine(new ClaudeLine(record, context, events), carry);
    }
    return { events, carry };
  },
};

interface ParsedRecord {
  readonly value: unknown;
  readonly text: string;
}

/** The record in a line; two where a line end was lost; null where there is none that can be read. */
function parseRecords(text: string): readonly ParsedRecord[] | null {
  const whole = parse(text);
  if (whole !== undefined) return [{ value: whole, text }];
  let joint = text.indexOf('}{"');
  for (let tried = 0; joint >= 0 && tried < JOINTS; tried++) {
    const texts = [text.slice(0, joint + 1), text.slice(joint + 1)];
    const records = texts.map((part) => ({ value: parse(part), text: part }));
    if (records.every(({ value }) => value !== undefined)) return records;
    joint = text.indexOf('}{"', joint + 1);
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Who says when what a record tells: its own thread and time, or what follows from those before it. */
function datedRecord(
  fields: Fields,
  text: string,
  offset: number,
  { file }: LineContext,
  { standing }: ClaudeCarry,
): ClaudeRecord {
  const sidechain = fields['isSidechain'] === true ? (nameOf(fields['agentId']) ?? 'sidechain') : null;
  const agent = file.agent ?? sidechain;
  const time = parseTimestamp(fields['timestamp']);
  if (time !== null) return { fields, text, offset, agent, time, clock: 'producer', dated: true };
  const clock = standing.at === null ? 'file' : 'producer';
  return { fields, text, offset, agent, time: standing.at ?? 0, clock, dated: false };
}
