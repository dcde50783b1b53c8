import type { EventData, KnownEvent, KnownType } from '../../../protocol/events.ts';
import { contentHash } from '../files/contentHash.ts';
import type { ParsedLine } from '../files/followLines.ts';
import type { LineContext, Standing, TranscriptFile } from '../transcripts/transcriptFormat.ts';
import { numberOf, type Fields } from '../values.ts';
import type { CodexCarry } from './carry.ts';

/** One line of a rollout, parsed. */
export interface RolloutLine {
  readonly type: string;
  readonly payload: Fields;
  readonly ordinal: unknown;
  readonly text: string;
  readonly offset: number;
  /** ms since the Unix epoch. */
  readonly time: number;
}

interface Emitting {
  /** What tells events of the same line apart. */
  readonly name?: string;
  /** The whole id, where the fact has a name of its own. */
  readonly id?: string;
  readonly time?: number;
  /** True where the line has more to show than the event. */
  readonly place?: boolean;
}

/** The work on one line: takes down the events it gives and what must be remembered for the next. */
export class LineReading {
  readonly line: RolloutLine;
  readonly file: TranscriptFile;
  readonly models: LineContext['models'];
  /** False where texts that only a log shows are not wanted. */
  readonly isDetailed: boolean;
  carry: CodexCarry;
  private readonly events: KnownEvent[] = [];
  private ownKey: string | null = null;

  constructor(line: RolloutLine, carry: CodexCarry, context: LineContext) {
    this.line = line;
    this.file = context.file;
    this.models = context.models;
    this.isDetailed = context.detail === 'all';
    this.carry = carry;
  }

  get thread(): string {
    return this.file.agent ?? this.file.session;
  }

  /** True for the thread a person or program talks to. */
  get isMain(): boolean {
    return this.file.agent === null;
  }

  /** Whose the fact is; nothing for the main thread. */
  get by(): { readonly agent?: string } {
    return this.file.agent === null ? {} : { agent: this.file.agent };
  }

  /**
   * What names this line whenever it is read. Ordinals go on over a resume; the time tells apart what followed after
   * a file was cut and written on. Where versions give no ordinals, the content is the name.
   */
  get key(): string {
    if (this.ownKey !== null) return this.ownKey;
    const ordinal = numberOf(this.line.ordinal);
    const name = ordinal === null ? contentHash(this.line.text) : `${ordinal}:${this.line.time}`;
    this.ownKey = `${this.thread}:${name}`;
    return this.ownKey;
  }

  emit<T extends KnownType>(type: T, data: EventData[T], how: Emitting = {}): void {
    const event = {
      id: how.id ?? `${this.key}:${how.name ?? type}`,
      session: this.file.session,
      type,
      time: how.time ?? this.line.time,
      clock: 'producer',
      source: 'rollout',
      data,
      ...(how.place === true ? { place: { file: this.file.path, offset: this.line.offset } } : {}),
    };
    this.events.push(event as unknown as KnownEvent);
  }

  remember(changed: Partial<CodexCarry>): void {
    this.carry = { ...this.carry, ...changed };
  }

  inTurn(changed: Partial<CodexCarry['turn']>): void {
    this.remember({ turn: { ...this.carry.turn, ...changed } });
  }

  inUsage(changed: Partial<CodexCarry['usage']>): void {
    this.remember({ usage: { ...this.carry.usage, ...changed } });
  }

  stand(changed: Partial<Standing>): void {
    this.remember({ standing: { ...this.carry.standing, ...changed } });
  }

  result(): ParsedLine<CodexCarry> {
    return { events: this.events, carry: this.carry };
  }
}
