/** What one record of a transcript tells, by its type. */
import { inEnglish } from '../../../protocol/language.ts';
import { countOf, fieldsOf, nameOf, textOf, type Fields } from '../values.ts';
import { answer } from './answers.ts';
import { withStanding, type ClaudeCarry, type Step } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';
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
export function readLine(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
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
      return noteTime(line, queued(line, carry));
    case 'cost-state':
      return tellInfo(line, costState(line, carry));
    case 'permission-mode':
      return tellInfo(line, learnPlace(line, carry));
    case 'custom-title':
      return tellInfo(line, learnTitle(line, carry));
    default:
      return carry;
  }
}

function conversation(line: ClaudeLine, carry: ClaudeCarry, step: Step): ClaudeCarry {
  if (!line.isOwnThread) return noteTime(line, step(line, carry));
  const placed = learnPlace(line, begin(line, carry));
  return tellInfo(line, noteTime(line, step(line, placed)));
}

/** The session's own conversation begins where a line is as new as what the process wrote before it. */
function begin(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  const over = carry.copiesUntil !== null && line.time >= carry.copiesUntil;
  if (carry.begun && !over) return carry;
  return { ...carry, begun: true, copiesUntil: over ? null : carry.copiesUntil };
}

/** Lines are not written in the order of their times. */
function noteTime(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  if (line.clock !== 'producer') return carry;
  const { at, folder } = carry.standing;
  const started = carry.info.started_at === null ? learn(carry, { started_at: line.time }) : carry;
  const newest = Math.max(at ?? line.time, line.time);
  if (newest === at && folder === started.info.folder) return started;
  return withStanding(started, { at: newest, folder: started.info.folder });
}

function user(line: ClaudeLine, before: ClaudeCarry): ClaudeCarry {
  const { results, interruption, prompt, notice } = userLine(line.fields);
  if (prompt !== null) {
    const started = startTurn(line, before, prompt, turnIndex(line.fields));
    return phaseOfPrompt(line, line.agent === null ? learnTask(started, prompt) : started);
  }
  let carry = before;
  if (results) carry = toolResults(line, carry);
  if (interruption !== null) carry = interruptTurn(line, carry, interruption);
  if (notice === null) return carry;
  carry = agentNotice(line, carry, notice);
  return before.turnOpen ? carry : startTurn(line, carry, null, turnIndex(line.fields));
}

function system(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  switch (line.fields['subtype']) {
    case 'api_error':
      return apiError(line, carry);
    case 'compact_boundary':
      return compacted(line, carry);
    case 'turn_duration': {
      const duration = countOf(line.fields['durationMs']);
      return duration === null ? carry : turnDuration(line, carry, duration);
    }
    default:
      return carry;
  }
}

function attachment(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  const attached = fieldsOf(line.fields['attachment']);
  switch (attached['type']) {
    case 'queued_command':
      return queuedPrompt(line, carry, attached);
    case 'max_turns_reached':
      return interruptTurn(
        line,
        carry,
        inEnglish`it reached its limit of ${countOf(attached['maxTurns']) ?? inEnglish`so many`} turns`,
      );
    default:
      return carry;
  }
}

/** A prompt that was typed while the agent worked, and that it takes up in the turn it is at. */
function queuedPrompt(line: ClaudeLine, carry: ClaudeCarry, queuedCommand: Fields): ClaudeCarry {
  const text = promptText(queuedCommand['prompt']);
  const mode = nameOf(queuedCommand['commandMode']);
  const isPrompt = text.trim() !== '' && !isNotice(text) && (mode === null || mode === 'prompt');
  if (isPrompt) logLine(line, 'user', text, 'prompt');
  return carry;
}

/** The queue of prompts also brings word from the background; it is dated when it came. */
function queued(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  const dated = line.clock === 'producer' && !carry.begun;
  const marked = dated ? { ...carry, copiesUntil: Math.max(carry.copiesUntil ?? line.time, line.time) } : carry;
  const text = textOf(line.fields['content']);
  const news = line.fields['operation'] === 'enqueue' && text !== null && isNotice(text);
  return news ? agentNotice(line, marked, text) : marked;
}
