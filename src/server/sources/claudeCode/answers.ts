/** Lines of the model's answers: one for each block of a message. */
import { fieldsOf, listOf, textOf } from '../values.ts';
import { withStanding, type ClaudeCarry } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';
import { givenUp } from './errors.ts';
import { learn } from './sessionInfo.ts';
import { ownAgent } from './subagents.ts';
import { callTool } from './tools.ts';
import { endTurn, logLine, resumeTurn } from './turns.ts';
import { countRequest, messageOf, SYNTHETIC, tellsStop, type Message } from './usage.ts';

/** Why a model stops when it has no more to do. */
const ENDS: ReadonlySet<string> = new Set(['end_turn', 'stop_sequence']);

export function answer(line: ClaudeLine, before: ClaudeCarry): ClaudeCarry {
  const message = messageOf(line, before);
  const failed = line.fields['isApiErrorMessage'] === true;
  if (message.model === SYNTHETIC) return failed ? givenUp(line, before, message.fields) : before;
  let carry = goOn(line, before, message);
  carry = countRequest(line, carry, message);
  carry = learnModel(line, carry, message);
  if (!carry.stopsTold && tellsStop(message.fields)) carry = { ...carry, stopsTold: true };
  return failed ? givenUp(line, carry, message.fields) : close(line, readBlocks(line, carry, message), message);
}

/** An answer in a turn that was over opens it again. One more line of a message that is known does not. */
function goOn(line: ClaudeLine, carry: ClaudeCarry, message: Message): ClaudeCarry {
  if (!line.isOwnThread) return carry;
  if (carry.turnOpen) return carry.standing.turn === 'open' ? carry : withStanding(carry, { turn: 'open' });
  const known = carry.requests.some(({ key }) => key === message.key);
  // Once the process has ended, what follows is the rest of what it was at.
  return known || message.cutOff || carry.standing.ended ? carry : resumeTurn(line, carry);
}

/** What a sub-agent runs with is told of it; of the main thread's it is a fact of the session. */
function learnModel(line: ClaudeLine, carry: ClaudeCarry, { model }: Message): ClaudeCarry {
  if (model === null || !line.isOwnThread || model === carry.info.model) return carry;
  ownAgent(line, { model });
  return learn(carry, { model });
}

function readBlocks(line: ClaudeLine, before: ClaudeCarry, { fields }: Message): ClaudeCarry {
  const { content } = fields;
  let carry = before;
  let index = 0;
  for (const value of typeof content === 'string' ? [{ type: 'text', text: content }] : listOf(content)) {
    const block = fieldsOf(value);
    if (block['type'] === 'tool_use') carry = callTool(line, carry, block);
    const text = block['type'] === 'text' ? textOf(block['text']) : null;
    if (text !== null && text.trim() !== '') logLine(line, 'assistant', text, `text:${index}`);
    index++;
  }
  return carry;
}

/** The end of a turn, if the message is one. */
function close(line: ClaudeLine, carry: ClaudeCarry, message: Message): ClaudeCarry {
  if (!line.isOwnThread || !carry.turnOpen) return carry;
  if (message.stopReason !== null) {
    const over = ENDS.has(message.stopReason);
    return over ? endTurn(line, carry, { id: `turn_end:${message.key}`, outcome: 'finished' }) : carry;
  }
  // Old versions never told why a message stopped: after a text with no tool at work the turn is over, or goes on
  // with the next line. So nothing is told, but if the file ends here the turn stands as finished.
  const texts = listOf(message.fields['content']).some((block) => fieldsOf(block)['type'] === 'text');
  const working = message.cutOff || carry.pending.some(({ agent }) => agent === line.agent);
  return texts && !working ? withStanding(carry, { turn: 'finished' }) : carry;
}
