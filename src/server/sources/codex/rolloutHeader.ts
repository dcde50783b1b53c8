import { fieldsOf, parsedFields, textOf, type Fields } from '../values.ts';

/** Which thread a rollout holds, and whose it is. */
export interface RolloutHeader {
  readonly thread: string;
  /** The root thread: that of a sub-agent is another than its own. */
  readonly session: string;
  /** The thread that started it as a sub-agent. */
  readonly parent: string | null;
  readonly folder: string | null;
}

const UUID = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.jsonl(?:\.zst)?$/i;
const FIELD = (name: string) => new RegExp(`"${name}":\\s*("(?:[^"\\\\]|\\\\.)*")`);
const FIELDS = {
  id: FIELD('id'),
  session_id: FIELD('session_id'),
  parent_thread_id: FIELD('parent_thread_id'),
  cwd: FIELD('cwd'),
};

/**
 * Reads the first line of a rollout, of which the end may be missing: it can be longer than what was read of the file.
 * Where it does not tell the thread, the file's name does. null when neither does.
 */
export function rolloutHeader(firstBytes: string, fileName: string): RolloutHeader | null {
  const line = firstBytes.replace(/^[\0\s\uFEFF]+/, '').split('\n', 1)[0]!;
  const meta = /"type":\s*"session_meta"/.test(line.slice(0, 400)) ? metaFields(line) : {};
  const thread = textOf(meta['id']) ?? UUID.exec(fileName)?.[1] ?? null;
  if (thread === null) return null;
  const parent = textOf(meta['parent_thread_id']);
  return {
    thread,
    // Older versions tell a sub-agent's parent at most; that is its root where it has no parent itself.
    session: textOf(meta['session_id']) ?? parent ?? thread,
    parent,
    folder: textOf(meta['cwd']),
  };
}

function metaFields(line: string): Fields {
  const payload = fieldsOf(parsedFields(line)['payload']);
  if (textOf(payload['id']) !== null) {
    return { ...payload, parent_thread_id: payload['parent_thread_id'] ?? spawn(payload)['parent_thread_id'] };
  }
  // Quotes inside a text are escaped, so a field's name in quotes is never part of one.
  const read = (pattern: RegExp): unknown => {
    const quoted = pattern.exec(line)?.[1];
    return quoted === undefined ? undefined : parsedFields(`{"value":${quoted}}`)['value'];
  };
  return Object.fromEntries(Object.entries(FIELDS).map(([name, pattern]) => [name, read(pattern)]));
}

/** What a sub-agent's first line says of how it was started. */
export function spawn(meta: Fields): Fields {
  return fieldsOf(fieldsOf(fieldsOf(meta['source'])['subagent'])['thread_spawn']);
}
