/** Sub-agents: by their own rollouts, and by what the thread that started them tells. */
import type { EventData } from '../../../protocol/events.ts';
import { oneLine } from '../oneLine.ts';
import { fieldsOf, listOf, parsedFields, textOf, type Fields } from '../values.ts';
import type { LineReading } from './lineReading.ts';
import { lastPart } from './texts.ts';
import { findCall } from './openCalls.ts';
import { spawn } from './rolloutHeader.ts';
import { agentTask } from './toolInput.ts';

type Told = Omit<EventData['agent_update'], 'agent_id'>;

/** What a sub-agent's own rollout tells of it. */
export function noteAgentStatus(reading: LineReading, told: Told): void {
  reading.emit('agent_update', { agent_id: reading.thread, ...told });
}

/** The first line of a sub-agent's rollout. */
export function noteAgentThread(reading: LineReading): void {
  const { payload } = reading.line;
  const spawned = spawn(payload);
  const kind = fieldsOf(payload['source'])['subagent'];
  const told = (name: string): string | null => textOf(payload[name]) ?? textOf(spawned[name]);
  // The thread that started it knows no nickname where there is a path, and both must give the same name.
  const name = lastPart(told('agent_path') ?? '') ?? told('agent_nickname');
  const type = told('agent_role') ?? textOf(kind) ?? textOf(fieldsOf(kind)['other']);
  noteAgentStatus(reading, {
    ...(name === null ? {} : { agent_name: name }),
    ...(type === null ? {} : { agent_type: type }),
    ...parentOf(reading, told('parent_thread_id')),
    status: 'running',
  });
}

/** An item of the starting thread: a sub-agent was started, was interrupted, or has completed. */
export function noteAgentActivity(reading: LineReading, item: Fields): void {
  const id = textOf(item['agent_thread_id']);
  const kind = textOf(item['kind']);
  if (id === null) return;
  if (kind === 'completed' || kind === 'interrupted') tell(reading, id, { status: kind });
  if (kind !== 'started') return;
  const name = lastPart(textOf(item['agent_path']) ?? '');
  const model = textOf(item['model']);
  const task = findCall(reading, item['id'])?.task ?? null;
  tell(reading, id, {
    status: 'running',
    ...(name === null ? {} : { agent_name: name }),
    ...(model === null ? {} : { model }),
    ...(task === null ? {} : { description: task }),
    ...parentOf(reading, reading.thread),
  });
}

/** The older kind of item: a call that starts agents, or waits for them, with what became of them. */
export function noteAgentCall(reading: LineReading, item: Fields): void {
  const tool = (textOf(item['tool']) ?? '').replaceAll('_', '').toLowerCase();
  const model = textOf(item['model']);
  const task = agentTask(item);
  for (const each of tool === 'spawnagent' ? listOf(item['receiver_thread_ids']) : []) {
    const id = textOf(each);
    if (id === null) continue;
    const known = listOf(item['receiver_agents'])
      .map(fieldsOf)
      .find((agent) => agent['thread_id'] === id);
    tell(reading, id, {
      status: 'running',
      ...named(known?.['agent_nickname'], known?.['agent_role']),
      ...(model === null ? {} : { model }),
      ...(task === null ? {} : { description: task }),
      ...parentOf(reading, reading.thread),
    });
  }
  noteStates(reading, fieldsOf(item['agents_states']));
}

/** The event that older versions write for an agent that was started. */
export function noteSpawnEvent(reading: LineReading): void {
  const { payload } = reading.line;
  const id = textOf(payload['new_thread_id']);
  const task = agentTask(payload);
  if (id === null) return;
  tell(reading, id, {
    status: 'running',
    ...named(payload['new_agent_nickname'], payload['new_agent_role']),
    ...(task === null ? {} : { description: task }),
    ...parentOf(reading, reading.thread),
  });
}

/** What a call that starts an agent gave back; newer versions tell the agent's id only in an item. */
export function noteSpawned(reading: LineReading, output: string, task: string | null): void {
  const given = parsedFields(output);
  const id = textOf(given['agent_id']);
  if (id === null) return;
  tell(reading, id, {
    status: 'running',
    ...named(given['nickname'], undefined),
    ...(task === null ? {} : { description: task }),
    ...parentOf(reading, reading.thread),
  });
}

/** What a call that waits for agents gave back. */
export function noteWaited(reading: LineReading, output: string): void {
  noteStates(reading, fieldsOf(parsedFields(output)['status']));
}

const STATES: Readonly<Record<string, string>> = {
  pending_init: 'running',
  running: 'running',
  completed: 'completed',
  errored: 'failed',
  interrupted: 'interrupted',
};

/** "running", or {"completed": "what it answered"} and {"errored": "why"}, by the agent's id. */
function noteStates(reading: LineReading, states: Fields): void {
  for (const [id, state] of Object.entries(states)) {
    const [name, said] = typeof state === 'string' ? [state, null] : (Object.entries(fieldsOf(state))[0] ?? ['', null]);
    const status = Object.hasOwn(STATES, name) ? STATES[name] : undefined;
    if (status === undefined) continue;
    const error = status === 'failed' ? oneLine(textOf(said) ?? 'failed') : null;
    tell(reading, id, { status, ...(error === null ? {} : { error_message: error }) }, 'agent_state');
  }
}

/** `what` tells apart what one line says of an agent more than once. */
function tell(reading: LineReading, id: string, told: Told, what = 'agent_update'): void {
  reading.emit('agent_update', { agent_id: id, ...told }, { name: `${what}:${id}` });
}

function named(nickname: unknown, role: unknown): Told {
  const name = textOf(nickname);
  const type = textOf(role);
  return { ...(name === null ? {} : { agent_name: name }), ...(type === null ? {} : { agent_type: type }) };
}

/** The agent that started it; the main thread is none. */
function parentOf(reading: LineReading, parent: string | null): Told {
  return parent === null || parent === reading.file.session ? {} : { parent_id: parent };
}
