/**
 * A session in one file: a page that shows it again without a server. Beside the dashboard's own code it holds blocks, each
 * packed by gzip and written as base64, so that nothing a session said is text of the page: first the head, then the events.
 */
import type { SessionSummary } from './summary.ts';

/** Raised when blocks change so that an older page would misread them. A page and its blocks come in one file. */
const RECORDING_FORMAT = 1;

/** The element of each block. Browsers neither run nor show what is in it. */
export const BLOCK_START = '<script type="text/plain" class="recording">';
export const BLOCK_END = '</script>\n';
export const BLOCK_SELECTOR = 'script.recording';

/** What the first block says, as JSON. Each block behind it is a JSON list of events, numbered from 1 on. */
export interface RecordingHead {
  readonly format: typeof RECORDING_FORMAT;
  /** When the file was made, ms since the Unix epoch. */
  readonly madeAt: number;
  /** Of the program that made it. */
  readonly version: string;
  /** The session as it was with its last event. */
  readonly summary: SessionSummary;
}

export function recordingHead(head: Omit<RecordingHead, 'format'>): RecordingHead {
  return { format: RECORDING_FORMAT, ...head };
}
