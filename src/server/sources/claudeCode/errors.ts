/** Requests that failed: those that are tried again, and those that were given up. */
import { inEnglish } from '../../../protocol/language.ts';
import { oneLine } from '../oneLine.ts';
import { contentTexts, countOf, fieldsOf, textOf, type Fields } from '../values.ts';
import type { ClaudeCarry } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';
import { ownAgent } from './subagents.ts';
import { endTurn } from './turns.ts';

/** A `system` line of the kind `api_error`. */
export function apiError(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  const { fields } = line;
  const error = fieldsOf(fields['error']);
  const message =
    textOf(error['formatted']) ?? textOf(error['message']) ?? textOf(fields['error']) ?? inEnglish`no reason given`;
  const status = countOf(error['status']);
  // Milliseconds with decimals occur where waiting times are spread at random.
  const wait = typeof fields['retryInMs'] === 'number' ? countOf(Math.round(fields['retryInMs'])) : null;
  const attempt = countOf(fields['retryAttempt']);
  const most = countOf(fields['maxRetries']);
  line.tellPlaced('api_error', `${line.name}:api_error`, {
    message: oneLine(message),
    ...(status === null ? {} : { status }),
    ...(wait === null ? {} : { retry_at: line.time + wait }),
    ...(attempt === null ? {} : { attempt }),
    ...(most === null ? {} : { max_attempts: most }),
    ...line.by,
  });
  return carry;
}

/** The program says in the model's place that it could not be asked, and gives up. */
export function givenUp(line: ClaudeLine, carry: ClaudeCarry, message: Fields): ClaudeCarry {
  const told = contentTexts(message['content']).join('\n');
  const reason = oneLine(told) || inEnglish`the request to the model failed`;
  const data = { message: reason, ...errorDetails(line.fields), ...line.by };
  line.tellPlaced('error', `${line.name}:error`, data);
  if (!line.isOwnThread) return carry;
  ownAgent(line, { status: 'failed', error_message: reason });
  return endTurn(line, carry, { id: `${line.name}:turn_end`, outcome: 'failed', reason });
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
