/** The agent replaced its history by a summary. */
import { countOf, fieldsOf, nameOf } from '../values.ts';
import type { ClaudeCarry } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';
import { contextWindow } from './usage.ts';

/** A `system` line of the kind `compact_boundary`. The request that wrote the summary stands in no transcript. */
export function compacted(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  const told = fieldsOf(line.fields['compactMetadata']);
  const trigger = nameOf(told['trigger']);
  const before = countOf(told['preTokens']);
  const after = countOf(told['postTokens']);
  const duration = countOf(told['durationMs']);
  line.tell('compaction', `${line.name}:compaction`, {
    ...(trigger === null ? {} : { trigger }),
    ...(before === null ? {} : { tokens_before: before }),
    ...(after === null ? {} : { tokens_after: after }),
    ...(duration === null ? {} : { duration_ms: duration }),
    counted: false,
    ...line.by,
  });
  if (after === null) return carry;
  const held = { tokens: after, ...contextWindow(carry.window), estimate: true, ...line.by };
  line.tell('context_use', `${line.name}:context`, held);
  return carry;
}
