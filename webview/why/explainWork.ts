/** Why the numbers of the work itself are what they are: phases, turns, tasks, tools, lines, errors, the log. */
import { formatDuration } from '../../src/protocol/format.ts';
import { currentPhase, estimatedRemaining, isAgentSession, phaseNumber } from '../../src/protocol/selectors.ts';
import { TASKS_IN_STATE } from '../../src/protocol/state.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { formatMoment, formatTime } from '../clock.ts';
import { exactNumber } from '../exactNumber.ts';
import { explanation } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';

export function explainTurns(state: SessionState): Explanation {
  if (!isAgentSession(state)) {
    return explanation('Iterations', exactNumber(state.iteration), {
      rule: ['The highest number of an iteration that the runner told of.'],
    });
  }
  const { turn } = state;
  return explanation('Turns', exactNumber(state.iteration), {
    rule: ['A turn goes from a prompt to the answer, an interruption or a failure. They are counted from 1.'],
    facts:
      turn === null
        ? []
        : [
            ['Newest', `${turn.number}, since ${formatMoment(turn.from)}`],
            ['Its end', turn.to === null ? 'it goes on' : `${turn.outcome ?? 'ended'}, ${formatMoment(turn.to)}`],
            ...(turn.reason === null ? [] : [['Reason', turn.reason] as const]),
          ],
  });
}

export function explainTools(state: SessionState): Explanation {
  return explanation('Tool calls', exactNumber(state.toolCount), {
    rule: [
      'Calls that the transcript tells of, those of sub-agents included.',
      'One has failed where its result says so: a test that fails counts, and so does a search that finds nothing.',
    ],
    facts: [
      ['Failed', exactNumber(state.toolErrorCount)],
      ['Running', exactNumber(state.tools.length)],
      ...state.agents
        .filter(({ toolCount }) => toolCount > 0)
        .map(({ id, name, description, toolCount }): Fact => [name ?? description ?? id, exactNumber(toolCount)]),
    ],
  });
}

export function explainLines(state: SessionState): Explanation {
  return explanation('Lines changed', `+${exactNumber(state.linesAdded)} −${exactNumber(state.linesRemoved)}`, {
    rule: ['The lines that the agent’s own tools for editing files added and took away, added up.'],
    caveats: [
      'A line that is changed twice counts twice. What commands change (git, formatters, scripts) is not seen.',
    ],
  });
}

export function explainErrors({ errorCount, lastError }: SessionState): Explanation {
  return explanation('Errors', exactNumber(errorCount), {
    rule: [
      'Lines of the log that tell of an error. A tool call that failed is not one: the agent reads it and goes on.',
    ],
    facts: lastError === null ? [] : [['Newest', `${formatMoment(lastError.at)}: ${lastError.message}`]],
  });
}

export function explainLog({ logs, logCount }: SessionState): Explanation {
  return explanation('Log lines', exactNumber(logCount), {
    rule: [
      'What the session’s own logs say, line by line, and each event that is worth a line: phases, tasks, tool calls, errors. A tool call is one line from its start to its result.',
    ],
    facts: [
      ['Here', `the last ${exactNumber(logs.length)}`],
      ['All of them', 'in the export of the session'],
    ],
  });
}

const PHASES_TOLD = 20;

export function explainPhases(state: SessionState): Explanation {
  const number = phaseNumber(state);
  const newest = state.phases.slice(-PHASES_TOLD);
  return explanation('Phases', currentPhase(state) ?? 'unknown', {
    rule: [
      ...(state.phasesInferred
        ? [
            'Inferred: the agent does not name its phases, so they are concluded from what its main thread does.',
            'Reading and searching is Scout, an accepted plan is Architect, changing files is Builder, running tests is Test. Reading between two changes is part of the change.',
          ]
        : ['The phases that the runner told of, with the times it gave.']),
      'A phase that was entered several times took the sum of its times.',
    ],
    facts: [
      ...(number === null ? [] : [['Its number', `${number}, as the runner counts`] as const]),
      ...newest.map(({ name, from, to }): Fact => {
        return [name, `${formatTime(from)} – ${to === null ? 'now' : formatTime(to)}`];
      }),
    ],
    caveats:
      state.phases.length > newest.length ? [`The last ${PHASES_TOLD} of ${state.phases.length} are listed.`] : [],
  });
}

export function explainTasks(state: SessionState, now: number): Explanation | null {
  if (state.tasks === null) return null;
  const { completed, remaining, inProgress, at } = state.tasks;
  const left = estimatedRemaining(state, now);
  return explanation(
    'Tasks',
    `${exactNumber(completed.length)} of ${exactNumber(completed.length + remaining.length)}`,
    {
      rule: [
        isAgentSession(state)
          ? 'The agent’s own list, as it last wrote it. One that it drops without finishing is gone from the count.'
          : 'The list in progress.json, and what the runner told to be complete since it was written.',
        ...(left === null
          ? []
          : ['The time left is what the tasks to come take if each takes as long as those done did, on average.']),
      ],
      facts: [
        ['Done', exactNumber(completed.length)],
        ['Being worked on', exactNumber(inProgress.length)],
        ['To do', exactNumber(Math.max(0, remaining.length - inProgress.length))],
        ...(left === null ? [] : [['Time left', `about ${formatDuration(left)}`] as const]),
        ['The list is of', at > 0 ? formatMoment(at) : 'nobody: only its completed tasks were told'],
      ],
      caveats:
        Math.max(completed.length, remaining.length) >= TASKS_IN_STATE
          ? [`Of each sort the first ${exactNumber(TASKS_IN_STATE)} are kept.`]
          : [],
    },
  );
}
