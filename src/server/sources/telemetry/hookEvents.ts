import { inEnglish } from '../../../protocol/language.ts';
import type { Clock, EventData, Json, JsonObject, KnownEvent } from '../../../protocol/events.ts';
import { canonicalJson, isJsonObject, isTooDeep } from '../jsonObject.ts';
import { refuse } from '../contextFoundry/refusal.ts';
import { sessionIdProblem } from '../sessionId.ts';
import { contentHash } from '../files/contentHash.ts';
import { fieldsOf } from '../values.ts';
import type { Fact } from './fact.ts';
import type { Ingested } from './ingested.ts';
import { statusLineFacts } from './statusLineFacts.ts';
import { lineOf } from './toldValues.ts';

/** The programs whose hooks are understood, and what their sessions are called by. */
export const HOOK_AGENTS = { claude: 'claude-code', codex: 'codex' } as const;
export type HookAgent = keyof typeof HOOK_AGENTS;

/** What the mapping needs to know beyond the hook's own words. */
export interface HookContext {
  /** ms since the Unix epoch. */
  readonly now: number;
  /** When the hook ran by its own clock, ms since the Unix epoch; undefined when the request does not say. */
  readonly at: number | undefined;
  /** What a session is known to wait for a person for. */
  readonly waitingFor: (session: string) => string | undefined;
}

/** A hook's clock further from the server's than this is not believed, ms. */
const CLOCKS_AGREE_MS = 60_000;

/**
 * What an agent's hook, or its status line, tells of a session. Tools and tokens are left to the transcript: hooks
 * tell what it does not, whether the agent works, waits for a person, or has gone.
 */
export function hookEvents(agent: HookAgent, body: unknown, context: HookContext): Ingested {
  if (!isJsonObject(body)) return refuse('body', inEnglish`A hook sends one JSON object.`);
  if (isTooDeep(body)) return refuse('body', inEnglish`The payload is nested too deeply.`);
  const { session_id: session, hook_event_name: name } = body;
  const problem = sessionIdProblem(session);
  if (typeof session !== 'string' || problem !== undefined) return refuse('session_id', problem ?? '');
  if (name !== undefined && typeof name !== 'string') return refuse('hook_event_name', inEnglish`A hook has a name.`);

  const told = name === undefined ? statusLineFacts(body) : hookFacts(name, body, context.waitingFor(session));
  const facts: readonly Fact[] = [
    { type: 'session_info', data: { agent: HOOK_AGENTS[agent] }, mark: 'agent' },
    ...told,
  ];
  const occasion = occasionOf(body, context);
  const source = name === undefined ? 'status line' : 'hook';
  const events = facts.map(
    ({ mark, type, data }, index) =>
      ({
        id: `hook:${mark ?? `${occasion}:${index}`}`,
        session,
        type,
        ...timeOf(context),
        source,
        data,
      }) as KnownEvent,
  );
  return { ok: true, events, refused: 0, reason: undefined };
}

/** Names one running of a hook: a tool call's hooks run once each, all others as often as their time says. */
function occasionOf(body: JsonObject, { at, now }: HookContext): string {
  const unique = typeof body['tool_use_id'] === 'string';
  return contentHash(unique ? canonicalJson(body) : `${canonicalJson(body)}@${at ?? now}`);
}

/**
 * Hooks run beside each other, so the later one may be heard first: what counts is when they ran, by their own clock,
 * unless that is off.
 */
function timeOf({ at, now }: HookContext): { readonly time: number; readonly clock: Clock } {
  const believed = at !== undefined && Math.abs(now - at) <= CLOCKS_AGREE_MS;
  return believed ? { time: at, clock: 'producer' } : { time: now, clock: 'receipt' };
}

function hookFacts(name: string, body: JsonObject, waitingFor: string | undefined): readonly Fact[] {
  const tool = lineOf(body['tool_name']);
  switch (name) {
    case 'SessionStart':
      return startFacts(body);
    case 'UserPromptSubmit':
      return [processFact('busy', name)];
    case 'PreToolUse':
    case 'PostToolUse':
      return [processFact('busy', name, tool)];
    case 'PostToolUseFailure':
      // A person pressed Escape: no other hook tells of that.
      return [
        body['is_interrupt'] === true ? processFact('idle', name, 'interrupted') : processFact('busy', name, tool),
      ];
    case 'PermissionRequest':
      return [{ type: 'waiting', data: { reason: permission(tool, body['tool_input']) } }];
    case 'Notification':
      return notificationFacts(body, waitingFor);
    case 'SubagentStart':
    case 'SubagentStop':
      return agentFacts(body, name === 'SubagentStart' ? 'running' : 'completed');
    case 'Stop':
      return [processFact('idle', name, backgroundTasks(body))];
    case 'StopFailure':
      return [failure(body), processFact('idle', name)];
    case 'PreCompact': {
      const trigger = lineOf(body['trigger']);
      const line = inEnglish`Compacting the context${trigger === undefined ? '' : ` (${trigger})`}`;
      return [processFact('busy', name, trigger), { type: 'log_line', data: { line, level: 'info' } }];
    }
    case 'PostCompact':
      // One that a person asked for is no turn, so no Stop follows it.
      return [processFact(body['trigger'] === 'manual' ? 'idle' : 'busy', name, lineOf(body['trigger']))];
    case 'SessionEnd':
      return [processFact('gone', name, lineOf(body['reason']))];
    default:
      return [];
  }
}

function processFact(status: EventData['process_update']['status'], hook: string, detail?: string): Fact {
  return {
    type: 'process_update',
    data: { status, evidence: inEnglish`hook ${hook}${detail === undefined ? '' : `: ${detail}`}` },
  };
}

function startFacts(body: JsonObject): readonly Fact[] {
  const folder = lineOf(body['cwd'], 4096);
  const model = lineOf(body['model']);
  const told: Fact = { type: 'session_info', data: { ...(folder && { folder }), ...(model && { model }) } };
  // After a compaction the session goes on as it was.
  return body['source'] === 'compact' ? [told] : [told, processFact('idle', 'SessionStart', lineOf(body['source']))];
}

/** The question for a permission was told before, in more words; its reminder counts where that is not known any more. */
function notificationFacts(body: JsonObject, waitingFor: string | undefined): readonly Fact[] {
  const message = lineOf(body['message']) ?? inEnglish`the agent asks for attention`;
  switch (lineOf(body['notification_type']) ?? '') {
    case 'permission_prompt':
      return waitingFor === undefined ? [{ type: 'waiting', data: { reason: message } }] : [];
    case 'elicitation_dialog':
      return [{ type: 'waiting', data: { reason: message } }];
    case 'idle_prompt':
      return [processFact('idle', 'Notification', message)];
    default:
      return [{ type: 'log_line', data: { line: message, level: 'info' } }];
  }
}

/** What a tool is asked to do, in the field that says most. */
const TELLING_INPUTS = ['command', 'file_path', 'notebook_path', 'path', 'url', 'pattern', 'query', 'description'];

function permission(tool: string | undefined, input: Json | undefined): string {
  const fields = fieldsOf(input);
  const detail = TELLING_INPUTS.map((field) => lineOf(fields[field])).find((text) => text !== undefined);
  return ['permission:', tool ?? 'a tool', detail].filter(Boolean).join(' ');
}

/** A compaction ends as if it were a sub-agent without a type. */
function agentFacts(body: JsonObject, status: string): readonly Fact[] {
  const id = lineOf(body['agent_id']);
  const type = lineOf(body['agent_type']);
  return id === undefined || type === undefined
    ? []
    : [{ type: 'agent_update', data: { agent_id: id, agent_type: type, status } }];
}

function backgroundTasks(body: JsonObject): string | undefined {
  const tasks = body['background_tasks'];
  const running = Array.isArray(tasks) ? tasks.length : 0;
  if (running === 0) return undefined;
  return running === 1
    ? inEnglish`1 background task left running`
    : inEnglish`${running} background tasks left running`;
}

function failure(body: JsonObject): Fact {
  const { error } = body;
  const message = lineOf(error) ?? lineOf(fieldsOf(error)['message']) ?? inEnglish`the turn failed`;
  const details = lineOf(body['error_details'], 1000);
  return { type: 'error', data: { message, ...(details !== undefined && { details }) } };
}
