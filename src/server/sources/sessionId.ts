import { inEnglish } from '../../protocol/language.ts';
const LENGTH_LIMIT = 200;

/** What is wrong with a session id, as a sentence; undefined when it is one. Ids become folder names and addresses. */
export function sessionIdProblem(id: unknown): string | undefined {
  if (typeof id !== 'string') return inEnglish`A session id is a text.`;
  if (id.length === 0 || id.length > LENGTH_LIMIT) return inEnglish`A session id has 1 to ${LENGTH_LIMIT} characters.`;
  if (/[/\\]/.test(id) || id === '.' || id === '..') return inEnglish`A session id is a plain name, not a path.`;
  // eslint-disable-next-line no-control-regex -- they are what is refused
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(id)) return inEnglish`A session id has no control characters.`;
  return undefined;
}
