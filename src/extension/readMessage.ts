import type { FromWebview } from '../protocol/webviewMessages.ts';
import { readQuestion, readReportChoice } from './readQuestion.ts';

/** Characters; no system takes longer ones. */
const LONGEST_PATH = 4_096;

/** What a page said, if it is something a page may say. The server judges the frames themselves. */
export function readMessage(message: unknown): FromWebview | null {
  if (!isObject(message)) return null;
  const { kind, session, frame, id, format } = message;
  switch (kind) {
    case 'ready':
      return { kind };
    case 'frame':
      return isObject(frame) && typeof frame['type'] === 'string' ? (message as unknown as FromWebview) : null;
    case 'ask': {
      const question = readQuestion(message['question']);
      return Number.isSafeInteger(id) && question !== null ? { kind, id: id as number, question } : null;
    }
    case 'report': {
      const choice = readReportChoice(message['choice']);
      return (format === 'md' || format === 'html') && choice !== null ? { kind, format, choice } : null;
    }
    case 'open_file': {
      const { path, line } = message;
      const isPath = typeof path === 'string' && path !== '' && path.length <= LONGEST_PATH;
      const isLine = line === null || (Number.isSafeInteger(line) && (line as number) >= 1);
      return isName(session) && isPath && isLine ? { kind, session, path, line: line as number | null } : null;
    }
    case 'followed':
    case 'export':
      return isName(session) ? { kind, session } : null;
    default:
      return null;
  }
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
