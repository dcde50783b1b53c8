/** The phase of the work, concluded from what the agent's main thread does. */
import { runsTests } from '../runsTests.ts';
import { textOf, type Fields } from '../values.ts';
import type { ClaudeCarry, PendingTool } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';
import { AGENT_TOOLS } from './toolInput.ts';

type Phase = 'Scout' | 'Architect' | 'Builder' | 'Test';

const READING: ReadonlySet<string> = new Set(['Read', 'Grep', 'Glob', 'LS', 'WebFetch', 'WebSearch']);
const EDITING: ReadonlySet<string> = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit']);

export function phaseOfCall(line: ClaudeLine, carry: ClaudeCarry, tool: string, input: Fields): ClaudeCarry {
  if (line.agent !== null) return carry;
  // What is written while planning is the plan.
  const planning = carry.info.permission_mode === 'plan';
  if (EDITING.has(tool)) return planning ? carry : enterPhase(line, carry, 'Builder');
  if (tool === 'Bash' && carry.phase !== 'Test' && runsTests(textOf(input['command']) ?? '')) {
    return enterPhase(line, carry, 'Test');
  }
  const looking = READING.has(tool) || (AGENT_TOOLS.has(tool) && input['subagent_type'] === 'Explore');
  return looking && carry.phase === null ? enterPhase(line, carry, 'Scout') : carry;
}

/** A plan begins and is accepted by tools of its own. */
export function phaseOfResult(line: ClaudeLine, carry: ClaudeCarry, call: PendingTool | null): ClaudeCarry {
  if (call?.name === 'EnterPlanMode') return enterPhase(line, carry, 'Scout');
  return call?.name === 'ExitPlanMode' ? enterPhase(line, carry, 'Architect') : carry;
}

/** A person asks for a plan: nothing is built until it is accepted. */
export function phaseOfPrompt(line: ClaudeLine, carry: ClaudeCarry): ClaudeCarry {
  return line.fields['permissionMode'] === 'plan' ? enterPhase(line, carry, 'Scout') : carry;
}

function enterPhase(line: ClaudeLine, carry: ClaudeCarry, phase: Phase): ClaudeCarry {
  if (line.agent !== null || carry.phase === phase) return carry;
  line.tell('phase_change', `${line.name}:phase:${phase}`, { phase, inferred: true });
  return { ...carry, phase };
}
