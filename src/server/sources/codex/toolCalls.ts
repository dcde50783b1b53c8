/** What the model calls, and what comes back. Nested commands of code mode are in workItems.ts. */
import { parsedFields, textOf } from '../values.ts';
import { noteSpawned, noteWaited } from './agents.ts';
import type { LineReading } from './lineReading.ts';
import { closeCall, findCall, NEW_CALL, openCall } from './openCalls.ts';
import { doingOf, noteDoing } from './phases.ts';
import { notePlan, proposedPlan } from './plan.ts';
import { agentTask, calledCommand, toolInput } from './toolInput.ts';
import { resultLine, toolOutput } from './toolOutput.ts';
import { noteWork } from './turns.ts';
import { identifier } from './texts.ts';

/** Calls that the provider answers itself: their one line tells of both ends. */
const ANSWERED_BY_PROVIDER = ['web_search_call', 'image_generation_call'];

export function startCall(reading: LineReading): void {
  const { payload } = reading.line;
  const type = textOf(payload['type']) ?? '';
  const name = identifier(payload['name']) ?? type.replace(/_call$/, '');
  const id = identifier(payload['call_id']) ?? identifier(payload['id']) ?? reading.key;
  reading.inUsage({ answer: 'shown' });
  noteWork(reading);
  const input = toolInput(payload);
  const data = { tool_id: id, name, ...(input === undefined ? {} : { input }), ...reading.by };
  reading.emit('tool_start', data, { place: true });
  const task = name === 'spawn_agent' ? agentTask(parsedFields(payload['arguments'])) : null;
  const call = { ...NEW_CALL, id, name, task, plan: proposedPlan(payload) };
  openCall(reading, call);
  if (name === 'apply_patch') noteDoing(reading, 'changes');
  else if (type === 'web_search_call') noteDoing(reading, 'looks');
  else noteDoing(reading, doingOf(calledCommand(payload) ?? ''));
  if (ANSWERED_BY_PROVIDER.includes(type)) closeCall(reading, call, payload['status'] !== 'failed', undefined);
}

export function endCall(reading: LineReading): void {
  const { payload } = reading.line;
  const call = findCall(reading, payload['call_id']);
  if (call === undefined) return;
  const output = toolOutput(payload);
  const exit = call.exit ?? output.exit;
  const failed = output.refused || call.failed || (call.exit === null ? output.failed : call.exit !== 0);
  const told = () => (failed ? resultLine({ ...output, failed }, exit) : (call.changed ?? resultLine(output, exit)));
  closeCall(reading, call, !failed, reading.isDetailed ? told() : undefined);
  if (!failed && call.plan !== null) notePlan(reading, call.plan);
  if (call.name === 'spawn_agent') noteSpawned(reading, output.body, call.task);
  if (/^wait/.test(call.name)) noteWaited(reading, output.body);
}
