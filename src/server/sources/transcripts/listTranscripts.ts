import { sessionIdProblem } from '../sessionId.ts';
import { stampOf, type Problems } from './listFolder.ts';
import type { ListedFolder, ListedTranscript } from './transcriptProgram.ts';

/** A file that may be a transcript, and whose thread it holds; no session where that cannot be told, or not yet. */
export interface FoundTranscript {
  readonly path: string;
  readonly session: string | null;
  readonly agent: string | null;
}

/** The transcripts among what a program finds in a folder. */
export function listTranscripts(folder: string, find: (problems: Problems) => Iterable<FoundTranscript>): ListedFolder {
  const problems: Problems = [];
  const files: ListedTranscript[] = [];
  for (const { path, session, agent } of find(problems)) {
    if (session === null || sessionIdProblem(session) !== undefined) continue;
    const stamp = stampOf(path, problems);
    if (stamp !== null) files.push({ path, session, agent, ...stamp });
  }
  return { folder, files, problems };
}
