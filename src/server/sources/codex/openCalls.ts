/** Tool calls that have not come back. */
import type { EventData } from '../../../protocol/events.ts';
import type { OpenCall } from './carry.ts';
import type { LineReading } from './lineReading.ts';
import { identifier } from './texts.ts';

/** Calls that are remembered at once; an agent starts a few. */
const OPEN_CALLS = 24;

export const NEW_CALL: Omit<OpenCall, 'id' | 'name'> = {
  exit: null,
  failed: false,
  duration: null,
  changed: null,
  added: 0,
  removed: 0,
  task: null,
  plan: null,
};

export function openCall(reading: LineReading, call: OpenCall): void {
  const { calls } = reading.carry;
  // Plans are long, and the newest is the one that counts.
  const others = call.plan === null ? calls : calls.map((other) => ({ ...other, plan: null }));
  reading.remember({ calls: [...others, call].slice(-OPEN_CALLS) });
}

export function findCall(reading: LineReading, id: unknown): OpenCall | undefined {
  const wanted = identifier(id);
  return reading.carry.calls.find((call) => call.id === wanted);
}

export function learnOfCall(reading: LineReading, call: OpenCall, learnt: Partial<OpenCall>): void {
  reading.remember({ calls: reading.carry.calls.map((other) => (other === call ? { ...call, ...learnt } : other)) });
}

export function closeCall(reading: LineReading, call: OpenCall, ok: boolean, result: string | undefined): void {
  reading.remember({ calls: reading.carry.calls.filter((other) => other !== call) });
  const changes = { lines_added: call.added, lines_removed: call.removed };
  const data: EventData['tool_end'] = {
    tool_id: call.id,
    ok,
    ...(result === undefined ? {} : { result }),
    ...(call.duration === null ? {} : { duration_ms: call.duration }),
    ...(call.added + call.removed === 0 ? {} : changes),
    ...reading.by,
  };
  // By the call's name: one line may end several.
  reading.emit('tool_end', data, { name: `tool_end:${call.id}`, place: true });
}

/** What has not come back when its turn is over will not come back. */
export function giveUpCalls(reading: LineReading): void {
  for (const call of reading.carry.calls) closeCall(reading, call, false, 'interrupted');
}
