/** Lines of the model's answers: one for each block of a message. */
import type { KnownEvent } from '../../../protocol/events.ts';
import { inOrder, nothing, withStanding, type ClaudeCarry, type Step, type Told } from './carry.ts';
import { fieldsOf, isOwnThread, listOf, textOf, type ClaudeLine } from './claudeLine.ts';
import { givenUp } from './errors.ts';
import { learn } from './sessionInfo.ts';
import { ownAgent } from './subagents.ts';
import { callTool } from './tools.ts';
import { endTurn, logLine, resumeTurn } from './turns.ts';
import { countRequest, messageOf, SYNTHETIC, tellsStop, type Message } from './usage.ts';

/** Why a model stops when it has no more to do. */
const ENDS: ReadonlySet<string> = new Set(['end_turn', 'stop_sequence']);

export function answer(line: ClaudeLine, carry: ClaudeCarry): Told {
  const message = messageOf(line, carry);
  const failed = line.fields['isApiErrorMessage'] === true;
  if (message.model === SYNTHETIC) return failed ? givenUp(line, carry, message.fields) : nothing(carry);
  const steps: Step[] = [
    (_, before) => goOn(line, before, message),
    (_, before) => countRequest(line, before, message),
    (_, before) => learnModel(line, before, message),
    (_, before) => nothing(tellsStop(message.fields) ? { ...before, stopsTold: true } : before),
  ];
  if (failed) return inOrder(line, carry, [...steps, (_, before) => givenUp(line, before, message.fields)]);
  return inOrder(line, carry, [...steps, (_, before) => blocks(line, before, message), closing(message)]);
}

/** An answer in a turn that was over opens it again. One more line of a message that is known does not. */
function goOn(line: ClaudeLine, carry: ClaudeCarry, message: Message): Told {
  if (!isOwnThread(line)) return nothing(carry);
  if (carry.turnOpen) return nothing(carry.standing.turn === 'open' ? carry : withStanding(carry, { turn: 'open' }));
  const known = carry.requests.some(({ key }) => key === message.key);
  // Once the process has ended, what follows is the rest of what it was at.
  return known || message.cutOff || carry.standing.ended ? nothing(carry) : resumeTurn(line, carry);
}

/** What a sub-agent runs with is told of it; of the main thread's it is a fact of the session. */
function learnModel(line: ClaudeLine, carry: ClaudeCarry, { model }: Message): Told {
  if (model === null || !isOwnThread(line) || model === carry.info.model) return nothing(carry);
  return { events: ownAgent(line, { model }), carry: learn(carry, { model }) };
}

function blocks(line: ClaudeLine, carry: ClaudeCarry, { fields }: Message): Told {
  const content =
    typeof fields['content'] === 'string' ? [{ type: 'text', text: fields['content'] }] : fields['content'];
  const steps = listOf(content).map((value, index): Step => {
    const block = fieldsOf(value);
    if (block['type'] === 'tool_use') return (_, before) => callTool(line, before, block);
    const text = block['type'] === 'text' ? textOf(block['text']) : null;
    const events: KnownEvent[] =
      text === null || text.trim() === '' ? [] : [logLine(line, 'assistant', text, `text:${index}`)];
    return (_, before) => ({ events, carry: before });
  });
  return inOrder(line, carry, steps);
}

/** The end of a turn, if the message is one. */
function closing(message: Message): Step {
  return (line, carry) => {
    if (!isOwnThread(line) || !carry.turnOpen) return nothing(carry);
    if (message.stopReason !== null) {
      const over = ENDS.has(message.stopReason);
      return over ? endTurn(line, carry, { id: `turn_end:${message.key}`, outcome: 'finished' }) : nothing(carry);
    }
    // Old versions never told why a message stopped: after a text with no tool at work the turn is over, or goes on
    // with the next line. So nothing is told, but if the file ends here the turn stands as finished.
    const texts = listOf(message.fields['content']).some((block) => fieldsOf(block)['type'] === 'text');
    const working = message.cutOff || carry.pending.some(({ agent }) => agent === line.agent);
    return nothing(texts && !working ? withStanding(carry, { turn: 'finished' }) : carry);
  };
}
