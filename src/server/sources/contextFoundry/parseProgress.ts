import { inEnglish } from '../../../protocol/language.ts';
import type { KnownEvent } from '../../../protocol/events.ts';
import type { ParsedFile, Version } from '../files/followJson.ts';
import { isJsonObject, isTooDeep, textList } from '../jsonObject.ts';

/** The runner's task list, progress.json. */
export function parseProgress(value: unknown, version: Version, session: string): ParsedFile<null> {
  if (!isJsonObject(value) || isTooDeep(value)) {
    return { ok: false, message: inEnglish`it is not an object with the lists completed, remaining and notes` };
  }
  const event: KnownEvent = {
    id: `progress:${version.hash}:${version.modified}`,
    session,
    type: 'task_list',
    time: version.modified,
    clock: 'file',
    source: 'progress.json',
    data: {
      completed: textList(value['completed']),
      remaining: textList(value['remaining']),
      notes: textList(value['notes']),
    },
  };
  return { ok: true, events: [event], memory: null };
}

/** The runner's empty file COMPLETE: its presence means that the session finished. Its date may be a copy's. */
export function completeEvent(session: string, modified: number): KnownEvent {
  return {
    id: `COMPLETE:${modified}`,
    session,
    type: 'session_end',
    time: modified,
    clock: 'file',
    source: 'COMPLETE',
    data: { outcome: 'complete', evidence: inEnglish`COMPLETE file` },
  };
}
