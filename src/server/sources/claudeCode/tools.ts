/** Tool calls and what came of them. */
import type { KnownEvent } from '../../../protocol/events.ts';
import { inOrder, nothing, type ClaudeCarry, type PendingTool, type Told } from './carry.ts';
import { askedChange, doneChange } from './changedLines.ts';
import {
  agentField,
  countOf,
  fieldsOf,
  listOf,
  nameOf,
  placedFact,
  textOf,
  type ClaudeLine,
  type Fields,
} from './claudeLine.ts';
import { phaseOfCall, phaseOfResult } from './phases.ts';
import { agentResult } from './subagents.ts';
import { taskResult } from './tasks.ts';
import { oneLine } from './texts.ts';
import { AGENT_TOOLS, toolInput } from './toolInput.ts';
import { toolResultLine } from './toolResult.ts';

/** Calls without a result that are remembered; an agent makes a few at once. */
const PENDING_KEPT = 40;
const SUBJECT_LENGTH = 120;

/** One `tool_use` block of a message. */
export function callTool(line: ClaudeLine, carry: ClaudeCarry, block: Fields): Told {
  const id = nameOf(block['id']);
  if (id === null) return nothing(carry);
  const name = nameOf(block['name']) ?? 'a tool';
  const input = fieldsOf(block['input']);
  const told = toolInput(name, input, nameOf(line.fields['cwd']));
  const started = placedFact(line, 'tool_start', `${line.name}:tool:${id}`, {
    tool_id: id,
    name,
    ...(told === null ? {} : { input: told }),
    ...agentField(line),
  });
  const others = carry.pending.filter((other) => other.id !== id);
  const pending = [...others, pendingTool(line, id, name, input)].slice(-PENDING_KEPT);
  const phase = phaseOfCall(line, { ...carry, pending }, name, input);
  return { events: [started, ...phase.events], carry: phase.carry };
}

function pendingTool(line: ClaudeLine, id: string, name: string, input: Fields): PendingTool {
  const change = askedChange(name, input);
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
export function toolResults(line: ClaudeLine, carry: ClaudeCarry): Told {
  const blocks = listOf(fieldsOf(line.fields['message'])['content']).map(fieldsOf);
  const results = blocks.filter((block) => block['type'] === 'tool_result');
  const steps = results.map((block) => (_: ClaudeLine, before: ClaudeCarry) => oneResult(line, before, block));
  return inOrder(line, carry, steps);
}

function oneResult(line: ClaudeLine, carry: ClaudeCarry, block: Fields): Told {
  const id = nameOf(block['tool_use_id']);
  if (id === null) return nothing(carry);
  const call = carry.pending.find((other) => other.id === id) ?? null;
  const details = fieldsOf(line.fields['toolUseResult']);
  const ok = block['is_error'] !== true;
  const after: ClaudeCarry = { ...carry, pending: carry.pending.filter((other) => other !== call) };
  const ended = toolEnd(line, id, call, block, details);
  if (!ok) return withFirst(ended, agentResult(line, after, call, details, ok));
  return withFirst(
    ended,
    inOrder(line, after, [
      (_, before) => taskResult(line, before, call, details),
      (_, before) => agentResult(line, before, call, details, ok),
      (_, before) => phaseOfResult(line, before, call),
    ]),
  );
}

function withFirst(first: KnownEvent, { events, carry }: Told): Told {
  return { events: [first, ...events], carry };
}

function toolEnd(line: ClaudeLine, id: string, call: PendingTool | null, block: Fields, details: Fields): KnownEvent {
  const ok = block['is_error'] !== true;
  const denial = line.fields['toolDenialKind'];
  const result = toolResultLine({ tool: call?.name ?? null, ok, content: block['content'], details, denial });
  const duration = countOf(details['durationMs']) ?? countOf(details['totalDurationMs']);
  const asked = call?.added == null ? null : { added: call.added, removed: call.removed ?? 0 };
  const change = ok ? (doneChange(details) ?? asked) : null;
  return placedFact(line, 'tool_end', `${line.name}:result:${id}`, {
    tool_id: id,
    ok,
    ...(result === null ? {} : { result }),
    ...(duration === null ? {} : { duration_ms: duration }),
    ...(change === null ? {} : { lines_added: change.added, lines_removed: change.removed }),
    ...agentField(line),
  });
}
