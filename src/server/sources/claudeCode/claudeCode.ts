import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sessionIdProblem } from '../contextFoundry/sessionId.ts';
import { entriesOf, headOf, stampOf } from '../transcripts/listFolder.ts';
import type { Problems } from '../transcripts/listFolder.ts';
import type {
  KnownThreads,
  ListedFolder,
  ListedTranscript,
  TranscriptProgram,
} from '../transcripts/transcriptProgram.ts';
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
  list: listProject,
  watched: (root) => [root, join(root, 'projects')],
  agentFolders: (mainFile) => [join(mainFile.replace(/\.jsonl$/, ''), 'subagents')],
  registries: (root) => [join(root, 'sessions')],
  beside: agentMetaFacts,
};

function listProject(folder: string, known: KnownThreads): ListedFolder {
  const problems: Problems = [];
  const files: ListedTranscript[] = [];
  const add = (path: string, session: string | null, agent: string | null): void => {
    if (session === null || sessionIdProblem(session) !== undefined) return;
    const stamp = stampOf(path, problems);
    if (stamp !== null) files.push({ path, session, agent, ...stamp });
  };
  for (const entry of entriesOf(folder, problems)) {
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.endsWith('.jsonl')) {
      const name = basename(entry.name, '.jsonl');
      // Older versions put the threads of sub-agents beside their session's.
      const legacy = /^agent-(.+)$/.exec(name)?.[1] ?? null;
      add(path, legacy === null ? name : (known.get(path)?.session ?? sessionInHead(path)), legacy);
    } else if (entry.isDirectory()) {
      for (const agent of entriesOf(join(path, 'subagents'), problems)) {
        const id = /^agent-(.+)\.jsonl$/.exec(agent.name)?.[1];
        if (id !== undefined && agent.isFile()) add(join(path, 'subagents', agent.name), entry.name, id);
      }
    }
  }
  return { folder, files, problems };
}

function sessionInHead(path: string): string | null {
  return /"sessionId":"([^"]{1,200})"/.exec(headOf(path, HEAD_BYTES).toString())?.[1] ?? null;
}
