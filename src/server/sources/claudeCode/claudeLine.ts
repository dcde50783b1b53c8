import type { Clock, EventData, KnownEvent, KnownType } from '../../../protocol/events.ts';
import { isJsonObject } from '../contextFoundry/jsonObject.ts';
import type { ModelFacts, TranscriptFile } from '../transcripts/transcriptFormat.ts';

/** What a transcript has where an object belongs. Nothing is taken for granted of any field. */
export type Fields = Readonly<Record<string, unknown>>;

const NO_FIELDS: Fields = {};
const NAME_LENGTH = 200;

/** The fields of an object; none where there is something else. */
export function fieldsOf(value: unknown): Fields {
  return isJsonObject(value) ? value : NO_FIELDS;
}

/** A text that is not empty and short enough to be a name; null for anything else. */
export function nameOf(value: unknown): string | null {
  return typeof value === 'string' && value.length > 0 && value.length <= NAME_LENGTH ? value : null;
}

/** A text of any length that is not empty; null for anything else. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A whole number from 0 on; null for anything else. */
export function countOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** One record of a transcript, and where it was found. */
export interface ClaudeLine {
  readonly fields: Fields;
  readonly file: TranscriptFile;
  /** Where the line begins, bytes. */
  readonly offset: number;
  readonly models: ModelFacts;
  /** Names the line in the ids of its facts: the id it gives itself, else a hash of what it says. */
  readonly name: string;
  /** The sub-agent whose thread the line belongs to; null for the main one. */
  readonly agent: string | null;
  readonly time: number;
  readonly clock: Clock;
}

/** True for a line of the thread the file is about. Old versions also put sub-agents' lines into the main file. */
export function isOwnThread({ agent, file }: ClaudeLine): boolean {
  return agent === file.agent;
}

/** For the data of facts that say whose they are. */
export function agentField({ agent }: ClaudeLine): { readonly agent?: string } {
  return agent === null ? {} : { agent };
}

/** A fact the line tells. */
export function fact<T extends KnownType>(line: ClaudeLine, type: T, id: string, data: EventData[T]): KnownEvent {
  const { time, clock } = line;
  const event = { id, session: line.file.session, type, time, clock, source: 'transcript', data };
  return event as unknown as KnownEvent;
}

/** A fact whose whole text a person may want to read in the file. */
export function placedFact<T extends KnownType>(line: ClaudeLine, type: T, id: string, data: EventData[T]): KnownEvent {
  return { ...fact(line, type, id, data), place: { file: line.file.path, offset: line.offset } };
}
