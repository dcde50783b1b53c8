import type { EventData } from '../../../protocol/events.ts';

/** An event without the things that all facts of one message share. */
export type Fact = {
  readonly [T in keyof EventData]: {
    readonly type: T;
    readonly data: EventData[T];
    /** Names the fact where its content does so better than the moment it was told at. */
    readonly mark?: string;
  };
}[keyof EventData];
