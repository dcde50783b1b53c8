import type { SessionEvent } from '../../../protocol/events.ts';
import type { AnyFormat } from './readTranscript.ts';
import type { TranscriptFile } from './transcriptFormat.ts';

/** A transcript as a listing finds it. */
export interface ListedTranscript extends TranscriptFile {
  /** Bytes. */
  readonly size: number;
  /** ms since the Unix epoch. */
  readonly modified: number;
  readonly inode: string;
}

/** A folder of transcripts; what cannot be read in it is told, and the rest is listed. */
export interface ListedFolder {
  readonly folder: string;
  readonly files: readonly ListedTranscript[];
  readonly problems: readonly { readonly place: string; readonly message: string }[];
}

/** Whose thread a file holds, by its path. */
export type KnownThreads = ReadonlyMap<string, Pick<TranscriptFile, 'session' | 'agent'>>;

export type ProgramName = 'claude-code' | 'codex';

/** A coding agent that leaves transcripts: where they are and how they are read. Listing is synchronous: no folder holds that much. */
export interface TranscriptProgram {
  readonly name: ProgramName;
  readonly format: AnyFormat;
  /** The folders of a root that hold transcripts. Throws what the file system throws. */
  readonly folders: (root: string) => readonly string[];
  /** `known`: the threads of files listed before, which need not be opened again to tell. */
  readonly list: (folder: string, known: KnownThreads) => ListedFolder;
  /** Folders in which something new would change what `list` answers for `folder`. They exist. */
  readonly watched: (root: string) => readonly string[];
  /** Folders of a main thread's own in which its sub-agents' transcripts appear. They may not exist yet. */
  readonly agentFolders: (mainFile: string) => readonly string[];
  /** Folders in which the program says what its processes do. They may not exist. */
  readonly registries: (root: string) => readonly string[];
  /** Facts that lie beside a transcript in a file of their own. */
  readonly beside?: (file: TranscriptFile) => Promise<readonly SessionEvent[]>;
}
