/** What one record of a transcript tells, by its type. */
import { answer } from './answers.ts';
import { inOrder, nothing, withStanding, type ClaudeCarry, type Step, type Told } from './carry.ts';
import { countOf, fieldsOf, isOwnThread, nameOf, textOf, type ClaudeLine, type Fields } from './claudeLine.ts';
import { compacted } from './compaction.ts';
import { apiError } from './errors.ts';
import { phaseOfPrompt } from './phases.ts';
import { promptText, turnIndex, userLine } from './prompts.ts';
import { costState } from './sessionEnd.ts';
import { learn, learnPlace, learnTask, learnTitle, tellInfo } from './sessionInfo.ts';
import { agentNotice, isNotice } from './subagents.ts';
import { toolResults } from './tools.ts';
import { interruptTurn, logLine, startTurn, turnDuration } from './turns.ts';

/** A record of a type that is not known tells nothing. */
export function readLine(line: ClaudeLine, carry: ClaudeCarry): Told {
  switch (line.fields['type']) {
    case 'user':
      return conversation(line, carry, user);
    case 'assistant':
      return conversation(line, carry, answer);
    case 'system':
      return conversation(line, carry, system);
    case 'attachment':
      return conversation(line, carry, attachment);
    case 'queue-operation':
      return inOrder(line, carry, [queued, noteTime]);
    case 'cost-state':
      return inOrder(line, carry, [costState, tellInfo]);
    case 'permission-mode':
      return inOrder(line, carry, [learnPlace, tellInfo]);
    case 'custom-title':
      return inOrder(line, carry, [learnTitle, tellInfo]);
    default:
      return nothing(carry);
  }
}

function conversation(line: ClaudeLine, carry: ClaudeCarry, step: Step): Told {
  const own = isOwnThread(line);
  return inOrder(line, carry, own ? [begin, learnPlace, step, noteTime, tellInfo] : [step, noteTime]);
}

/** The session's own conversation begins where a line is as new as what the process wrote before it. */
function begin(line: ClaudeLine, carry: ClaudeCarry): Told {
  const over = carry.copiesUntil !== null && line.time >= carry.copiesUntil;
  if (carry.begun && !over) return nothing(carry);
  return nothing({ ...carry, begun: true, copiesUntil: over ? null : carry.copiesUntil });
}

/** Lines are not written in the order of their times. */
function noteTime(line: ClaudeLine, carry: ClaudeCarry): Told {
  if (line.clock !== 'producer') return nothing(carry);
  const { at, folder } = carry.standing;
  const started = carry.info.started_at === null ? learn(carry, { started_at: line.time }) : carry;
  const newest = Math.max(at ?? line.time, line.time);
  if (newest === at && folder === started.info.folder) return nothing(started);
  return nothing(withStanding(started, { at: newest, folder: started.info.folder }));
}

function user(line: ClaudeLine, carry: ClaudeCarry): Told {
  const { results, interruption, prompt, notice } = userLine(line.fields);
  if (prompt !== null) {
    const steps: Step[] = [
      (_, before) => startTurn(line, before, prompt, turnIndex(line.fields)),
      (_, before) => nothing(line.agent === null ? learnTask(before, prompt) : before),
      phaseOfPrompt,
    ];
    return inOrder(line, carry, steps);
  }
  const steps: Step[] = [];
  if (results) steps.push(toolResults);
  if (interruption !== null) steps.push((_, before) => interruptTurn(line, before, interruption));
  if (notice !== null) {
    steps.push((_, before) => agentNotice(line, before, notice));
    if (!carry.turnOpen) steps.push((_, before) => startTurn(line, before, null, turnIndex(line.fields)));
  }
  return inOrder(line, carry, steps);
}

function system(line: ClaudeLine, carry: ClaudeCarry): Told {
  switch (line.fields['subtype']) {
    case 'api_error':
      return apiError(line, carry);
    case 'compact_boundary':
      return compacted(line, carry);
    case 'turn_duration': {
      const duration = countOf(line.fields['durationMs']);
      return duration === null ? nothing(carry) : turnDuration(line, carry, duration);
    }
    default:
      return nothing(carry);
  }
}

function attachment(line: ClaudeLine, carry: ClaudeCarry): Told {
  const attached = fieldsOf(line.fields['attachment']);
  switch (attached['type']) {
    case 'queued_command':
      return queuedPrompt(line, carry, attached);
    case 'max_turns_reached':
      return interruptTurn(line, carry, `it reached its limit of ${countOf(attached['maxTurns']) ?? 'so many'} turns`);
    default:
      return nothing(carry);
  }
}

/** A prompt that was typed while the agent worked, and that it takes up in the turn it is at. */
function queuedPrompt(line: ClaudeLine, carry: ClaudeCarry, queuedCommand: Fields): Told {
  const text = promptText(queuedCommand['prompt']);
  const mode = nameOf(queuedCommand['commandMode']);
  if (text.trim() === '' || isNotice(text) || (mode !== null && mode !== 'prompt')) return nothing(carry);
  return { events: [logLine(line, 'user', text, 'prompt')], carry };
}

/** The queue of prompts also brings word from the background; it is dated when it came. */
function queued(line: ClaudeLine, carry: ClaudeCarry): Told {
  const dated = line.clock === 'producer' && !carry.begun;
  const marked = dated ? { ...carry, copiesUntil: Math.max(carry.copiesUntil ?? line.time, line.time) } : carry;
  const text = textOf(line.fields['content']);
  const news = line.fields['operation'] === 'enqueue' && text !== null && isNotice(text);
  return news ? agentNotice(line, marked, text) : nothing(marked);
}
