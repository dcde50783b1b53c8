import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { entriesOf, headOf, type Problems } from '../transcripts/listFolder.ts';
import { listTranscripts, type FoundTranscript } from '../transcripts/listTranscripts.ts';
import type { KnownThreads, TranscriptProgram } from '../transcripts/transcriptProgram.ts';
import { agentMetaFacts } from './agentMeta.ts';
import { claudeFormat } from './claudeFormat.ts';

/** Where a session id stands in the first line of any transcript. */
const HEAD_BYTES = 4 * 1024;

/** Claude Code: `projects/<slug>/<session>.jsonl`, and `<session>/subagents/agent-<id>.jsonl` for its agents. */
export const claudeCode: TranscriptProgram = {
  name: 'claude-code',
  format: claudeFormat,
  folders: (root) => {
    const projects = join(root, 'projects');
    return readdirSync(projects, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(projects, entry.name));
  },
  list: (folder, known) => listTranscripts(folder, (problems) => projectFiles(folder, known, problems)),
  watched: (root) => [root, join(root, 'projects')],
  agentFolders: (mainFile) => [join(mainFile.replace(/\.jsonl$/, ''), 'subagents')],
  registries: (root) => [join(root, 'sessions')],
  beside: agentMetaFacts,
};

function* projectFiles(folder: string, known: KnownThreads, problems: Problems): Iterable<FoundTranscript> {
  for (const entry of entriesOf(folder, problems)) {
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.endsWith('.jsonl')) {
      const name = basename(entry.name, '.jsonl');
      // Older versions put the threads of sub-agents beside their session's.
      const agent = /^agent-(.+)$/.exec(name)?.[1] ?? null;
      yield { path, session: agent === null ? name : (known.get(path)?.session ?? sessionInHead(path)), agent };
    } else if (entry.isDirectory()) {
      yield* agentFiles(join(path, 'subagents'), entry.name, problems);
    }
  }
}

function* agentFiles(folder: string, session: string, problems: Problems): Iterable<FoundTranscript> {
  for (const entry of entriesOf(folder, problems)) {
    const agent = /^agent-(.+)\.jsonl$/.exec(entry.name)?.[1];
    if (agent !== undefined && entry.isFile()) yield { path: join(folder, entry.name), session, agent };
  }
}

function sessionInHead(path: string): string | null {
  return /"sessionId":"([^"]{1,200})"/.exec(headOf(path, HEAD_BYTES).toString())?.[1] ?? null;
}
