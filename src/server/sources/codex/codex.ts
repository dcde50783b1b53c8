import { basename, join } from 'node:path';
import { constants, zstdDecompressSync } from 'node:zlib';
import { entriesOf, headOf, type Problems } from '../transcripts/listFolder.ts';
import { listTranscripts, type FoundTranscript } from '../transcripts/listTranscripts.ts';
import type { KnownThreads, TranscriptProgram } from '../transcripts/transcriptProgram.ts';
import { codexFormat } from './codexFormat.ts';
import { rolloutHeader } from './rolloutHeader.ts';

/** The ids stand before the long instructions of a rollout's first line. */
const HEAD_BYTES = 4 * 1024;
/** Bytes that hold the first block of a compressed file whole: a block is unpacked at once. */
const PACKED_HEAD_BYTES = 192 * 1024;
/** Folders below `sessions`: year, month, day. */
const DEPTH = 3;

/** Codex: `sessions/YYYY/MM/DD/rollout-<time>-<thread>.jsonl`, and `archived_sessions`. */
export const codex: TranscriptProgram = {
  name: 'codex',
  format: codexFormat,
  folders: (root) => {
    const roots = [join(root, 'sessions'), join(root, 'archived_sessions')];
    return roots.flatMap((folder) => [folder, ...below(folder, DEPTH)]);
  },
  list: (folder, known) => listTranscripts(folder, (problems) => dayFiles(folder, known, problems)),
  agentFolders: () => [],
  registries: () => [],
  watched: (root) => [root, ...[join(root, 'sessions'), join(root, 'archived_sessions')].flatMap(newestBranch)],
};

function below(folder: string, depth: number): string[] {
  if (depth === 0) return [];
  const folders = entriesOf(folder, [])
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
  return folders.flatMap((child) => [child, ...below(child, depth - 1)]);
}

/** A new rollout appears in the newest day's folder, or makes a newer one. */
function newestBranch(folder: string): string[] {
  const newest = entriesOf(folder, [])
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .at(-1);
  return newest === undefined ? [folder] : [folder, ...newestBranch(join(folder, newest))];
}

/** No session while the first line is still being written. */
function threadOf(path: string): Pick<FoundTranscript, 'session' | 'agent'> {
  const head = path.endsWith('.zst') ? compressedHead(path) : writtenHead(path);
  const header = head === null ? null : rolloutHeader(head, basename(path));
  if (header === null) return { session: null, agent: null };
  return { session: header.session, agent: header.thread === header.session ? null : header.thread };
}

/** null where it may be a part of what the first line will be. Bytes are counted: the instructions are in any letters. */
function writtenHead(path: string): string | null {
  const head = headOf(path, HEAD_BYTES);
  return head.length < HEAD_BYTES && !head.includes('\n') ? null : head.toString();
}

/** Empty where this runtime cannot unpack it: the file's name tells the thread then. */
function compressedHead(path: string): string {
  try {
    const options = { finishFlush: constants.ZSTD_e_continue };
    return zstdDecompressSync(headOf(path, PACKED_HEAD_BYTES), options).toString('utf8', 0, HEAD_BYTES);
  } catch {
    return '';
  }
}

function* dayFiles(folder: string, known: KnownThreads, problems: Problems): Iterable<FoundTranscript> {
  for (const entry of entriesOf(folder, problems)) {
    if (!entry.isFile() || !/^rollout-.*\.jsonl(\.zst)?$/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    yield { path, ...(known.get(path) ?? threadOf(path)) };
  }
}
