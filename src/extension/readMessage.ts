import type { Question } from '../protocol/questions.ts';
import type { FromWebview } from '../protocol/webviewMessages.ts';

/** What a page said, if it is something a page may say. The server judges the frames themselves. */
export function readMessage(message: unknown): FromWebview | null {
  if (!isObject(message)) return null;
  const { kind, session, frame, id, question } = message;
  switch (kind) {
    case 'ready':
      return { kind };
    case 'frame':
      return isObject(frame) && typeof frame['type'] === 'string' ? (message as unknown as FromWebview) : null;
    case 'ask':
      return isCount(id) && isQuestion(question) ? { kind, id, question } : null;
    case 'followed':
    case 'export':
      return typeof session === 'string' && session !== '' ? { kind, session } : null;
    default:
      return null;
  }
}

/** Checked to the last field: it becomes an address of the server, asked with the key. */
function isQuestion(value: unknown): value is Question {
  if (!isObject(value) || typeof value['session'] !== 'string' || value['session'] === '') return false;
  return value['about'] === 'original'
    ? isCount(value['seq'])
    : value['about'] === 'requests' && isCount(value['offset']);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
