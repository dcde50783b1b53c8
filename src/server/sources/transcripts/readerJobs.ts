import type { ModelPrices } from '../../../protocol/prices.ts';
import type { IndexedTranscripts } from './indexTranscripts.ts';
import type { TranscriptBatch } from './readTranscript.ts';
import type { TranscriptFile } from './transcriptFormat.ts';
import type { ProgramName } from './transcriptProgram.ts';

/** What a reader process is asked. A job holds all it needs: no process remembers anything. */
export type ReaderJob =
  | {
      readonly type: 'index';
      readonly program: ProgramName;
      readonly sessions: readonly { readonly session: string; readonly files: readonly TranscriptFile[] }[];
    }
  | {
      readonly type: 'read';
      readonly program: ProgramName;
      readonly file: TranscriptFile;
      readonly from: unknown;
    };

export interface JobResults {
  readonly index: readonly IndexedTranscripts[];
  readonly read: TranscriptBatch;
}

/** A process does its jobs in the order in which it gets them, so an answer belongs to the oldest without one. */
export type JobAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { message: string; code?: string; syscall?: string } };

/** What every reader process is started with. */
export interface ReaderStart {
  readonly prices: ModelPrices;
}
