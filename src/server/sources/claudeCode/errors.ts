/** Requests that failed: those that are tried again, and those that were given up. */
import type { ClaudeCarry, Told } from './carry.ts';
import {
  agentField,
  countOf,
  fieldsOf,
  isOwnThread,
  placedFact,
  textOf,
  type ClaudeLine,
  type Fields,
} from './claudeLine.ts';
import { ownAgent } from './subagents.ts';
import { contentText, oneLine } from './texts.ts';
import { endTurn } from './turns.ts';

/** A `system` line of the kind `api_error`. */
export function apiError(line: ClaudeLine, carry: ClaudeCarry): Told {
  const { fields } = line;
  const error = fieldsOf(fields['error']);
  const message =
    textOf(error['formatted']) ?? textOf(error['message']) ?? textOf(fields['error']) ?? 'no reason given';
  const status = countOf(error['status']);
  // Milliseconds with decimals occur where waiting times are spread at random.
  const wait = typeof fields['retryInMs'] === 'number' ? countOf(Math.round(fields['retryInMs'])) : null;
  const attempt = countOf(fields['retryAttempt']);
  const most = countOf(fields['maxRetries']);
  const event = placedFact(line, 'api_error', `${line.name}:api_error`, {
    message: oneLine(message),
    ...(status === null ? {} : { status }),
    ...(wait === null ? {} : { retry_at: line.time + wait }),
    ...(attempt === null ? {} : { attempt }),
    ...(most === null ? {} : { max_attempts: most }),
    ...agentField(line),
  });
  return { events: [event], carry };
}

/** The program says in the model's place that it could not be asked, and gives up. */
export function givenUp(line: ClaudeLine, carry: ClaudeCarry, message: Fields): Told {
  const reason = oneLine(contentText(message['content'])) || 'the request to the model failed';
  const error = placedFact(line, 'error', `${line.name}:error`, {
    message: reason,
    ...errorDetails(line.fields),
    ...agentField(line),
  });
  if (!isOwnThread(line)) return { events: [error], carry };
  const failed = ownAgent(line, { status: 'failed', error_message: reason });
  const ended = endTurn(line, carry, { id: `${line.name}:turn_end`, outcome: 'failed', reason });
  return { events: [error, ...failed, ...ended.events], carry: ended.carry };
}

function errorDetails(fields: Fields) {
  const kind = textOf(fields['error']);
  const status = countOf(fields['apiErrorStatus']);
  if (kind === null && status === null) return {};
  return {
    details: {
      ...(kind === null ? {} : { error: oneLine(kind) }),
      ...(status === null ? {} : { status }),
    },
  };
}
