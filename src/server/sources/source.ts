import type { Diagnostic, Indexing } from '../../protocol/diagnostics.ts';
import type { Json, SessionEvent } from '../../protocol/events.ts';

/** Where a source stands in one of its files: its own JSON, kept by the journal beside the events read so far. */
export interface CursorUpdate {
  readonly key: string;
  readonly value: Json;
}

/** Facts and the places they were read from: both are committed, or neither. */
export interface EventBatch {
  readonly events: readonly SessionEvent[];
  readonly cursors: readonly CursorUpdate[];
}

/** What a source may use. It knows nothing else of the server. */
export interface SourceContext {
  /** Commits a batch before it returns. Events that the journal has already are left out. Throws if the disk fails. */
  readonly commit: (batch: EventBatch) => void;
  /** The cursor last committed under this key. */
  readonly cursor: (key: string) => Json | undefined;
  /** ms since the Unix epoch. */
  readonly now: () => number;
  /** Called when `diagnostics` would answer differently than before. */
  readonly onDiagnostics: () => void;
}

/** A place facts come from. */
export interface Source {
  readonly name: string;
  /** Folders being watched. */
  readonly roots: () => readonly string[];
  /** Watches one more folder, which need not exist yet. Known ones are left as they are. */
  readonly addRoot: (root: string) => void;
  /** Resolves when all that is there now has been read and committed. Watching goes on. */
  readonly start: () => Promise<void>;
  /** Reads what changed since the last look, without waiting for the file system to tell. */
  readonly rescan: () => Promise<void>;
  readonly diagnostics: () => readonly Diagnostic[];
  /** null when nothing is left to index. */
  readonly indexing: () => Indexing | null;
  /** Resolves when the last read was committed and every handle is closed. */
  readonly stop: () => Promise<void>;
}
