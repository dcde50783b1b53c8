import type { KnownEvent } from '../../../protocol/events.ts';
import { isJsonObject } from '../contextFoundry/jsonObject.ts';
import { parseTimestamp } from '../contextFoundry/timestamp.ts';
import { contentHash } from '../files/contentHash.ts';
import type { TailLine } from '../files/tailFile.ts';
import type { ModelFacts, TranscriptFile, TranscriptFormat } from '../transcripts/transcriptFormat.ts';
import { HEAD_LENGTH, isBulkHead } from './bulk.ts';
import { claudeCarry, FIRST_CARRY, type ClaudeCarry } from './carry.ts';
import { nameOf, type ClaudeLine, type Fields } from './claudeLine.ts';
import { readLine } from './readLine.ts';

/** Places in a broken line at which two records may have run together that are tried. */
const JOINTS = 16;

/** Transcripts of Claude Code: one file for the main thread of a session and one for each of its sub-agents. */
export const claudeFormat: TranscriptFormat<ClaudeCarry> = {
  first: FIRST_CARRY,
  carry: claudeCarry,
  isBulk: (line) => isBulkHead(line.toString('latin1', 0, HEAD_LENGTH)),
  line: (line, file, carry, models) => {
    // A crash of the machine can leave zeros where a line was to be written.
    const text = line.text.replace(/^\0+/, '').trim();
    if (text === '' || isBulkHead(text.slice(0, HEAD_LENGTH))) return { events: [], carry };
    const records = parseRecords(text);
    if (records === null) return { events: [], carry, skipped: 'it is not JSON' };
    return readRecords(records, line, file, carry, models);
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

function readRecords(
  records: readonly ParsedRecord[],
  { offset }: TailLine,
  file: TranscriptFile,
  before: ClaudeCarry,
  models: ModelFacts,
): { readonly events: readonly KnownEvent[]; readonly carry: ClaudeCarry } {
  const events: KnownEvent[] = [];
  let carry = before;
  for (const { value, text } of records) {
    if (!isJsonObject(value)) continue;
    const told = readLine({ ...identity(value, text, file, carry), fields: value, file, offset, models }, carry);
    events.push(...told.events);
    carry = told.carry;
  }
  return { events, carry };
}

/** Who says when what a line tells: its own name, thread and time, or what follows from those before it. */
function identity(
  fields: Fields,
  text: string,
  file: TranscriptFile,
  { standing }: ClaudeCarry,
): Pick<ClaudeLine, 'name' | 'agent' | 'time' | 'clock'> {
  const sidechain = fields['isSidechain'] === true ? (nameOf(fields['agentId']) ?? 'sidechain') : null;
  const agent = file.agent ?? sidechain;
  const time = parseTimestamp(fields['timestamp']);
  const uuid = nameOf(fields['uuid']);
  if (time !== null) return { agent, name: uuid ?? contentHash(text), time, clock: 'producer' };
  // Without a date of its own a line may say the same twice, as where a mode is left and taken up again.
  const at = standing.at ?? 0;
  const name = uuid ?? `${contentHash(text)}@${at}`;
  return { agent, name, time: at, clock: standing.at === null ? 'file' : 'producer' };
}
