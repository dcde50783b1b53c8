import type { Clock, EventData, KnownEvent, KnownType } from '../../../protocol/events.ts';
import { contentHash } from '../files/contentHash.ts';
import type { LineContext, TranscriptFile } from '../transcripts/transcriptFormat.ts';
import { nameOf, type Fields } from '../values.ts';

/** One record of a transcript, and where it was found. */
export interface ClaudeRecord {
  readonly fields: Fields;
  readonly text: string;
  /** Where the line begins, bytes. */
  readonly offset: number;
  /** The sub-agent whose thread the line belongs to; null for the main one. */
  readonly agent: string | null;
  /** ms since the Unix epoch: the record's own date, or else that of the lines before it. */
  readonly time: number;
  readonly clock: Clock;
  readonly dated: boolean;
}

/** The work on one record: takes down the facts it tells. */
export class ClaudeLine {
  readonly fields: Fields;
  readonly file: TranscriptFile;
  readonly models: LineContext['models'];
  readonly agent: string | null;
  readonly time: number;
  readonly clock: Clock;
  /** True for a line of the thread the file is about. Old versions also put sub-agents' lines into the main file. */
  readonly isOwnThread: boolean;
  /** False where texts that only a log shows are not wanted. */
  readonly isDetailed: boolean;
  readonly #record: ClaudeRecord;
  readonly #events: KnownEvent[];
  #name: string | null;

  constructor(record: ClaudeRecord, context: LineContext, events: KnownEvent[]) {
    this.fields = record.fields;
    this.file = context.file;
    this.models = context.models;
    this.agent = record.agent;
    this.time = record.time;
    this.clock = record.clock;
    this.isOwnThread = record.agent === context.file.agent;
    this.isDetailed = context.detail === 'all';
    this.#record = record;
    this.#events = events;
    this.#name = nameOf(record.fields['uuid']);
  }

  /**
   * Names the line in the ids of its facts: the id it gives itself, else a hash of what it says. Without a date of its
   * own a line may say the same twice, as where a mode is left and taken up again.
   */
  get name(): string {
    const { text, dated, time } = this.#record;
    this.#name ??= dated ? contentHash(text) : `${contentHash(text)}@${time}`;
    return this.#name;
  }

  /** For the data of facts that say whose they are. */
  get by(): { readonly agent?: string } {
    return this.agent === null ? {} : { agent: this.agent };
  }

  /** Takes down a fact. */
  tell<T extends KnownType>(type: T, id: string, data: EventData[T], time = this.time): void {
    const { clock, file } = this;
    const event = { id, session: file.session, type, time, clock, source: 'transcript', data };
    this.#events.push(event as unknown as KnownEvent);
  }

  /** Takes down a fact whose whole text a person may want to read in the file. */
  tellPlaced<T extends KnownType>(type: T, id: string, data: EventData[T]): void {
    const { time, clock, file } = this;
    const place = { file: file.path, offset: this.#record.offset };
    const event = { id, session: file.session, type, time, clock, source: 'transcript', data, place };
    this.#events.push(event as unknown as KnownEvent);
  }
}
