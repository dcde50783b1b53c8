/** The phase of the work, concluded from what the agent's main thread does. */
import { nothing, type ClaudeCarry, type PendingTool, type Told } from './carry.ts';
import { fact, textOf, type ClaudeLine, type Fields } from './claudeLine.ts';
import { AGENT_TOOLS } from './toolInput.ts';

type Phase = 'Scout' | 'Architect' | 'Builder' | 'Test';

const READING: ReadonlySet<string> = new Set(['Read', 'Grep', 'Glob', 'LS', 'WebFetch', 'WebSearch']);
const EDITING: ReadonlySet<string> = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit']);
const COMMAND_LENGTH = 4_000;

/** What may stand before a program in a command: variables, and programs that run others. */
const BEFORE =
  /^\s*(?:(?:[A-Za-z_]\w*=\S*|sudo|time|exec|env|npx|bunx|pnpx|(?:pnpm|yarn|npm|uv|poetry|pipenv|bundle)\s+(?:exec|dlx|run(?!\s+(?:test|check)\b))(?:\s+--)?|timeout\s+(?:-\S+\s+)*\S+)\s+)*/;

const TESTS = new RegExp(
  `^(?:\\S*/)?(?:${[
    '(?:npm|pnpm|yarn|bun|deno)\\s+(?:run\\s+)?(?:-\\S+\\s+)*t(?:ests?)?(?:[:-]\\S*)?',
    'python[\\d.]*\\s+-m\\s+(?:pytest|unittest|tox|nose2?)',
    'pytest|py\\.test|tox|nox|vitest|jest|mocha|ava|ctest|rspec|phpunit|bats',
    'playwright\\s+test|cypress\\s+run',
    '(?:cargo|go|dotnet|swift|mix|zig|flutter|dart|rails|rake)\\s+(?:-\\S+\\s+)*test',
    'cargo\\s+nextest',
    'node\\s+(?:\\S+\\s+)*--test',
    '(?:mvnw?|gradlew?|make|just|task|bazel|ninja)\\s+(?:\\S+\\s+)*(?:\\S+:)?(?:test|check|verify)\\S*',
  ].join('|')})(?=\\s|$)`,
);

/** True for a command that runs tests, by itself or among others. */
export function runsTests(command: string): boolean {
  return command
    .slice(0, COMMAND_LENGTH)
    .split(/&&|\|\|?|[;\n(]/)
    .some((part) => TESTS.test(part.replace(BEFORE, '')));
}

export function phaseOfCall(line: ClaudeLine, carry: ClaudeCarry, tool: string, input: Fields): Told {
  // What is written while planning is the plan.
  const planning = carry.info.permission_mode === 'plan';
  if (EDITING.has(tool)) return planning ? nothing(carry) : enterPhase(line, carry, 'Builder');
  if (tool === 'Bash' && runsTests(textOf(input['command']) ?? '')) return enterPhase(line, carry, 'Test');
  const looking = READING.has(tool) || (AGENT_TOOLS.has(tool) && input['subagent_type'] === 'Explore');
  return looking && carry.phase === null ? enterPhase(line, carry, 'Scout') : nothing(carry);
}

/** A plan begins and is accepted by tools of its own. */
export function phaseOfResult(line: ClaudeLine, carry: ClaudeCarry, call: PendingTool | null): Told {
  if (call?.name === 'EnterPlanMode') return enterPhase(line, carry, 'Scout');
  return call?.name === 'ExitPlanMode' ? enterPhase(line, carry, 'Architect') : nothing(carry);
}

/** A person asks for a plan: nothing is built until it is accepted. */
export function phaseOfPrompt(line: ClaudeLine, carry: ClaudeCarry): Told {
  return line.fields['permissionMode'] === 'plan' ? enterPhase(line, carry, 'Scout') : nothing(carry);
}

function enterPhase(line: ClaudeLine, carry: ClaudeCarry, phase: Phase): Told {
  if (line.agent !== null || carry.phase === phase) return nothing(carry);
  const entered = fact(line, 'phase_change', `${line.name}:phase:${phase}`, { phase, inferred: true });
  return { events: [entered], carry: { ...carry, phase } };
}
