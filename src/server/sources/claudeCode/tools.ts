/** Tool calls and what came of them. */
import { oneLine } from '../oneLine.ts';
import { countOf, fieldsOf, listOf, nameOf, textOf, type Fields } from '../values.ts';
import type { ClaudeCarry, PendingTool } from './carry.ts';
import { askedChange, doneChange } from './changedLines.ts';
import type { ClaudeLine } from './claudeLine.ts';
import { phaseOfCall, phaseOfResult } from './phases.ts';
import { agentResult } from './subagents.ts';
import { taskResult } from './tasks.ts';
import { AGENT_TOOLS, toolInput } from './toolInput.ts';
import { toolResultLine } from './toolResult.ts';

/** Calls without a result that are remembered; an agent makes a few at once. */
const PENDING_KEPT = 40;
const SUBJECT_LENGTH = 120;

/** One `tool_use` block of a message. */
export function callTool(line: ClaudeLine, carry: ClaudeCarry, block: Fields): ClaudeCarry {
  const id = nameOf(block['id']);
  if (id === null) return carry;
  const name = nameOf(block['name']) ?? 'a tool';
  const input = fieldsOf(block['input']);
  const told = toolInput(name, input, nameOf(line.fields['cwd']));
  const data = { tool_id: id, name, ...(told === null ? {} : { input: told }), ...line.by };
  line.tellPlaced('tool_start', `${line.name}:tool:${id}`, data);
  const others = carry.pending.filter((other) => other.id !== id);
  const pending = [...others, pendingTool(line, id, name, input)].slice(-PENDING_KEPT);
  return phaseOfCall(line, { ...carry, pending }, name, input);
}

function pendingTool(line: ClaudeLine, id: string, name: string, input: Fields): PendingTool {
  const change = line.isDetailed ? askedChange(name, input) : null;
  const subject = textOf(input['subject']) ?? (AGENT_TOOLS.has(name) ? textOf(input['description']) : null);
  return {
    id,
    name,
    agent: line.agent,
    subject: subject === null ? null : oneLine(subject, SUBJECT_LENGTH),
    kind: nameOf(input['subagent_type']),
    added: change?.added ?? null,
    removed: change?.removed ?? null,
  };
}

/** The results in a user line. They come in the order in which the tools were done. */
export function toolResults(line: ClaudeLine, before: ClaudeCarry): ClaudeCarry {
  let carry = before;
  for (const value of listOf(fieldsOf(line.fields['message'])['content'])) {
    const block = fieldsOf(value);
    if (block['type'] === 'tool_result') carry = oneResult(line, carry, block);
  }
  return carry;
}

function oneResult(line: ClaudeLine, before: ClaudeCarry, block: Fields): ClaudeCarry {
  const id = nameOf(block['tool_use_id']);
  if (id === null) return before;
  const call = before.pending.find((other) => other.id === id) ?? null;
  const details = fieldsOf(line.fields['toolUseResult']);
  const ok = block['is_error'] !== true;
  const data = { tool_id: id, ok, ...(line.isDetailed ? outcome(line, call, block, details, ok) : {}), ...line.by };
  line.tellPlaced('tool_end', `${line.name}:result:${id}`, data);
  const carry = call === null ? before : { ...before, pending: before.pending.filter((other) => other !== call) };
  if (!ok) return agentResult(line, carry, call, details, ok);
  return phaseOfResult(line, agentResult(line, taskResult(line, carry, call, details), call, details, ok), call);
}

function outcome(line: ClaudeLine, call: PendingTool | null, block: Fields, details: Fields, ok: boolean) {
  const denial = line.fields['toolDenialKind'];
  const result = toolResultLine({ tool: call?.name ?? null, ok, content: block['content'], details, denial });
  const duration = countOf(details['durationMs']) ?? countOf(details['totalDurationMs']);
  const asked = call?.added == null ? null : { added: call.added, removed: call.removed ?? 0 };
  const change = ok ? (doneChange(details) ?? asked) : null;
  return {
    ...(result === null ? {} : { result }),
    ...(duration === null ? {} : { duration_ms: duration }),
    ...(change === null ? {} : { lines_added: change.added, lines_removed: change.removed }),
  };
}
