import { stat } from 'node:fs/promises';
import type { SessionEvent } from '../../../protocol/events.ts';
import { isMissing } from '../files/fileErrors.ts';
import { readJsonFile } from '../files/readJsonFile.ts';
import type { TranscriptFile } from '../transcripts/transcriptFormat.ts';
import { parseAgentMeta } from './subagents.ts';

/** What `agent-<id>.meta.json` says of a sub-agent: who started it, and what for. */
export async function agentMetaFacts(file: TranscriptFile): Promise<readonly SessionEvent[]> {
  if (file.agent === null) return [];
  const path = file.path.replace(/\.jsonl$/, '.meta.json');
  try {
    const { mtimeMs } = await stat(path);
    const read = await readJsonFile(path);
    // It is replaced as a whole: what is incomplete now is looked at again with the next line of the transcript.
    const data = read.ok ? parseAgentMeta(read.value, file.agent) : null;
    if (!read.ok || data === null) return [];
    const id = `meta:${file.agent}:${read.hash}`;
    return [
      { id, session: file.session, time: mtimeMs, clock: 'file', source: 'meta.json', type: 'agent_update', data },
    ];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
