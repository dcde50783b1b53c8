/** Sub-agents: what the thread that started one tells of it, what its own file and its description tell. */
import { inEnglish } from '../../../protocol/language.ts';
import type { EventData } from '../../../protocol/events.ts';
import { oneLine } from '../oneLine.ts';
import { fieldsOf, nameOf, textOf, type Fields } from '../values.ts';
import type { ClaudeCarry, PendingTool } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';

const BACKGROUND_KEPT = 32;
const NOTICE_LENGTH = 4_000;

type AgentUpdate = EventData['agent_update'];

/** The result of the call that started a sub-agent: only it ties the call to the sub-agent's own file. */
export function agentResult(
  line: ClaudeLine,
  carry: ClaudeCarry,
  call: PendingTool | null,
  details: Fields,
  ok: boolean,
): ClaudeCarry {
  const id = nameOf(details['agentId']);
  if (id === null) return carry;
  const launched = ok && (details['isAsync'] === true || details['status'] === 'async_launched');
  const told = textOf(details['status']);
  const failed = !ok || (told !== null && !launched && told !== 'completed');
  const type = nameOf(details['agentType']) ?? call?.kind ?? null;
  const description = textOf(details['description']) ?? call?.subject ?? null;
  const model = nameOf(details['resolvedModel']);
  tellAgent(line, {
    agent_id: id,
    ...(type === null ? {} : { agent_type: type }),
    status: launched ? 'running' : failed ? 'failed' : 'completed',
    ...(failed ? { error_message: oneLine(told ?? inEnglish`its call failed`) } : {}),
    ...(line.agent === null ? {} : { parent_id: line.agent }),
    ...(model === null ? {} : { model }),
    ...(description === null ? {} : { description: oneLine(description) }),
  });
  if (!launched) return carry;
  const others = carry.background.filter((other) => other !== id);
  return { ...carry, background: [...others, id].slice(-BACKGROUND_KEPT) };
}

/** True for the text by which the program tells the model that something in the background is over. */
export function isNotice(text: string): boolean {
  return text.trimStart().startsWith('<task-notification>');
}

/** A sub-agent in the background stopped. Commands in the background are told of in the same way. */
export function agentNotice(line: ClaudeLine, carry: ClaudeCarry, text: string): ClaudeCarry {
  const notice = text.slice(0, NOTICE_LENGTH);
  const read = (tag: string): string | null => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(notice)?.[1] ?? null;
  const id = nameOf(read('task-id'));
  const summary = read('summary') ?? '';
  if (id === null || !(carry.background.includes(id) || summary.startsWith('Agent '))) return carry;
  const status = read('status');
  tellAgent(line, {
    agent_id: id,
    status: status === 'completed' || status === 'running' ? status : 'failed',
    ...(status === 'completed' || status === 'running'
      ? {}
      : { error_message: oneLine(summary || inEnglish`it was stopped`) }),
  });
  return status === 'running' ? carry : { ...carry, background: carry.background.filter((other) => other !== id) };
}

/** What a line of a sub-agent's own file tells of it as a whole; nothing for the main thread's lines. */
export function ownAgent(line: ClaudeLine, data: Omit<AgentUpdate, 'agent_id'>): void {
  const id = line.file.agent;
  if (id !== null) tellAgent(line, { agent_id: id, ...data });
}

function tellAgent(line: ClaudeLine, data: AgentUpdate): void {
  line.tell('agent_update', `${line.name}:agent:${data.agent_id}`, data);
}

/**
 * The description that lies beside a sub-agent's file. The model is not taken from it: it may be a nickname there, and
 * the sub-agent's own answers name it in full. Nor how it stands: one that failed is said to have finished, too. null
 * where it describes nothing.
 */
export function parseAgentMeta(value: unknown, agent: string): AgentUpdate | null {
  const fields = fieldsOf(value);
  if (Object.keys(fields).length === 0) return null;
  const type = nameOf(fields['agentType']);
  const description = textOf(fields['description']);
  const parent = nameOf(fields['parentAgentId']);
  return {
    agent_id: agent,
    ...(type === null ? {} : { agent_type: type }),
    ...(description === null ? {} : { description: oneLine(description) }),
    ...(parent === null ? {} : { parent_id: parent }),
  };
}
