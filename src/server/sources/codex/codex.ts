import { basename, join } from 'node:path';
import { constants, zstdDecompressSync } from 'node:zlib';
import { sessionIdProblem } from '../contextFoundry/sessionId.ts';
import { entriesOf, headOf, stampOf } from '../transcripts/listFolder.ts';
import type { Problems } from '../transcripts/listFolder.ts';
import type {
  KnownThreads,
  ListedFolder,
  ListedTranscript,
  TranscriptProgram,
} from '../transcripts/transcriptProgram.ts';
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
  list: listDay,
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

/** null while the first line is still being written, and for what is no session. */
function threadOf(path: string): Pick<ListedTranscript, 'session' | 'agent'> | null {
  const head = path.endsWith('.zst') ? compressedHead(path) : writtenHead(path);
  const header = head === null ? null : rolloutHeader(head, basename(path));
  if (header === null || sessionIdProblem(header.session) !== undefined) return null;
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

function listDay(folder: string, known: KnownThreads): ListedFolder {
  const problems: Problems = [];
  const files: ListedTranscript[] = [];
  for (const entry of entriesOf(folder, problems)) {
    if (!entry.isFile() || !/^rollout-.*\.jsonl(\.zst)?$/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    const stamp = stampOf(path, problems);
    const thread = known.get(path) ?? threadOf(path);
    if (stamp !== null && thread !== null) files.push({ path, ...thread, ...stamp });
  }
  return { folder, files, problems };
}
