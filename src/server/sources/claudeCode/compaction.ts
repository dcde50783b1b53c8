/** The agent replaced its history by a summary. */
import type { ClaudeCarry, Told } from './carry.ts';
import { agentField, countOf, fact, fieldsOf, nameOf, type ClaudeLine } from './claudeLine.ts';
import { contextWindow } from './usage.ts';

/** A `system` line of the kind `compact_boundary`. The request that wrote the summary stands in no transcript. */
export function compacted(line: ClaudeLine, carry: ClaudeCarry): Told {
  const told = fieldsOf(line.fields['compactMetadata']);
  const trigger = nameOf(told['trigger']);
  const before = countOf(told['preTokens']);
  const after = countOf(told['postTokens']);
  const duration = countOf(told['durationMs']);
  const compaction = fact(line, 'compaction', `${line.name}:compaction`, {
    ...(trigger === null ? {} : { trigger }),
    ...(before === null ? {} : { tokens_before: before }),
    ...(after === null ? {} : { tokens_after: after }),
    ...(duration === null ? {} : { duration_ms: duration }),
    counted: false,
    ...agentField(line),
  });
  if (after === null) return { events: [compaction], carry };
  const held = { tokens: after, ...contextWindow(carry.window), estimate: true, ...agentField(line) };
  return { events: [compaction, fact(line, 'context_use', `${line.name}:context`, held)], carry };
}
