/** What tools gave back, as far as it tells whether they did what they should. */
import { oneLine } from '../oneLine.ts';
import { contentTexts, fieldsOf, numberOf, parsedFields, textOf, type Fields } from '../values.ts';

export interface ToolOutput {
  /** The process's exit code; null where none is told. */
  readonly exit: number | null;
  readonly failed: boolean;
  /** True where Codex knows no such tool, or did not let it be used. */
  readonly refused: boolean;
  /** What was put out, without the header that Codex writes before it. */
  readonly body: string;
}

/** The header that Codex writes before a command's output: "Exit code: 0", "Wall time: …", "Output:". */
const HEADER_LENGTH = 500;
const EXIT_CODE = /^(?:Process exited with code|Exit code:) (-?\d+)$/m;
const OUTPUT_FOLLOWS = /^Output:[^\S\n]*(?:\n|$)/m;
const REFUSED = /^(?:unsupported (?:call|custom tool call|tool)|tool call rejected|exec command rejected|rejected by)/i;
const FAILED =
  /^(?:Script (?:failed|error)|failed |error[: ]|execution error|aborted|apply_patch verification failed|(?:exec_command|tool call) (?:failed|error)|(?:user )?cancelled|command timed out|timed out)/i;

export function toolOutput(payload: Fields): ToolOutput {
  const told = payload['output'];
  const inner = fieldsOf(told);
  const whole =
    typeof told === 'string'
      ? told
      : contentTexts(Array.isArray(told) ? told : (inner['content'] ?? inner['output'])).join('');
  // Older versions wrap what a command gave in JSON of their own.
  const wrapped = whole.startsWith('{"output"') ? parsedFields(whole) : {};
  const output = textOf(wrapped['output']) ?? whole;
  const head = output.slice(0, HEADER_LENGTH);
  const follows = OUTPUT_FOLLOWS.exec(head);
  const header = follows === null ? head : head.slice(0, follows.index);
  const exitText = EXIT_CODE.exec(header)?.[1];
  const exit =
    numberOf(fieldsOf(wrapped['metadata'])['exit_code']) ?? (exitText === undefined ? null : Number(exitText));
  const refused = REFUSED.test(head);
  return {
    exit,
    refused,
    failed: refused || inner['success'] === false || (exit === null ? FAILED.test(head) : exit !== 0),
    body: follows === null ? output : output.slice(follows.index + follows[0].length),
  };
}

/** One line: what came of it. What failed says why at its end, what went well says what it found at its start. */
export function resultLine(output: ToolOutput, exit: number | null): string | undefined {
  // Tools for agents answer in JSON, of which this is for people.
  const answer = output.body.startsWith('{') ? parsedFields(output.body) : {};
  const said = textOf(answer['message']) ?? textOf(answer['task_name']);
  if (said !== null && !output.failed) return oneLine(said);
  const part = output.failed ? output.body.slice(-HEADER_LENGTH) : output.body.slice(0, HEADER_LENGTH);
  const lines = part.split('\n').filter((line) => line.trim() !== '');
  const line = output.failed ? lines.at(-1) : lines[0];
  const code = exit !== null && exit !== 0 ? `exit ${exit}` : null;
  const told = [code, line === undefined ? null : oneLine(line)].filter((each) => each !== null).join(': ');
  return textOf(told) ?? undefined;
}
