/** Why the numbers of the work itself are what they are: phases, turns, tasks, tools, lines, errors, the log. */
import { phaseWord } from '../../src/protocol/phases.ts';
import { formatDuration, formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import { currentPhase, estimatedRemaining, isAgentSession, phaseNumber } from '../../src/protocol/selectors.ts';
import { TASKS_IN_STATE } from '../../src/protocol/state.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { formatMoment, formatTime } from '../clock.ts';
import { explanation } from './explanation.ts';
import type { Explanation, Fact } from './explanation.ts';
import { outcomeWord } from './parts.ts';

export function explainTurns(state: SessionState): Explanation {
  if (!isAgentSession(state)) {
    return explanation(t('Iterations'), formatExact(state.iteration), {
      rule: [t('The highest number of an iteration that the runner told of.')],
    });
  }
  const { turn } = state;
  return explanation(t('Turns'), formatExact(state.iteration), {
    rule: [t('A turn goes from a prompt to the answer, an interruption or a failure. They are counted from 1.')],
    facts:
      turn === null
        ? []
        : [
            [t('Newest'), t`${turn.number}, since ${formatMoment(turn.from)}`],
            [
              t('Its end'),
              turn.to === null ? t('it goes on') : `${outcomeWord(turn.outcome)}, ${formatMoment(turn.to)}`,
            ],
            ...(turn.reason === null ? [] : [[t('Reason'), said(turn.reason)] as const]),
          ],
  });
}

export function explainTools(state: SessionState): Explanation {
  return explanation(t('Tool calls'), formatExact(state.toolCount), {
    rule: [
      t('Calls that the transcript tells of, those of sub-agents included.'),
      t('One has failed where its result says so: a test that fails counts, and so does a search that finds nothing.'),
    ],
    facts: [
      [t('Failed'), formatExact(state.toolErrorCount)],
      [t('Running'), formatExact(state.tools.length)],
      ...state.agents
        .filter(({ toolCount }) => toolCount > 0)
        .map(({ id, name, description, toolCount }): Fact => [name ?? description ?? id, formatExact(toolCount)]),
    ],
  });
}

export function explainLines(state: SessionState): Explanation {
  return explanation(t('Lines changed'), `+${formatExact(state.linesAdded)} −${formatExact(state.linesRemoved)}`, {
    rule: [t('The lines that the agent’s own tools for editing files added and took away, added up.')],
    caveats: [
      t('A line that is changed twice counts twice. What commands change (git, formatters, scripts) is not seen.'),
    ],
  });
}

export function explainErrors({ errorCount, lastError }: SessionState): Explanation {
  return explanation(t('Errors'), formatExact(errorCount), {
    rule: [
      t('Lines of the log that tell of an error. A tool call that failed is not one: the agent reads it and goes on.'),
    ],
    facts: lastError === null ? [] : [[t('Newest'), `${formatMoment(lastError.at)}: ${lastError.message}`]],
  });
}

export function explainLog({ logs, logCount }: SessionState): Explanation {
  return explanation(t('Log lines'), formatExact(logCount), {
    rule: [
      t(
        'What the session’s own logs say, line by line, and each event that is worth a line: phases, tasks, tool calls, errors. A tool call is one line from its start to its result.',
      ),
    ],
    facts: [
      [t('Here'), t`the last ${formatExact(logs.length)}`],
      [t('All of them'), t('in the export of the session')],
    ],
  });
}

const PHASES_TOLD = 20;

export function explainPhases(state: SessionState): Explanation {
  const number = phaseNumber(state);
  const phase = currentPhase(state);
  const newest = state.phases.slice(-PHASES_TOLD);
  return explanation(t('Phases'), phase === null ? t('unknown') : phaseWord(phase), {
    rule: [
      ...(state.phasesInferred
        ? [
            t('Inferred: the agent does not name its phases, so they are concluded from what its main thread does.'),
            t(
              'Reading and searching is Scout, an accepted plan is Architect, changing files is Builder, running tests is Test. Reading between two changes is part of the change.',
            ),
          ]
        : [t('The phases that the runner told of, with the times it gave.')]),
      t('A phase that was entered several times took the sum of its times.'),
    ],
    facts: [
      ...(number === null ? [] : [[t('Its number'), t`${number}, as the runner counts`] as const]),
      ...newest.map(({ name, from, to }): Fact => {
        return [name, `${formatTime(from)} – ${to === null ? t('now') : formatTime(to)}`];
      }),
    ],
    caveats:
      state.phases.length > newest.length ? [t`The last ${PHASES_TOLD} of ${state.phases.length} are listed.`] : [],
  });
}

export function explainTasks(state: SessionState, now: number): Explanation | null {
  if (state.tasks === null) return null;
  const { completed, remaining, inProgress, at } = state.tasks;
  const left = estimatedRemaining(state, now);
  return explanation(
    t('Tasks'),
    t`${formatExact(completed.length)} of ${formatExact(completed.length + remaining.length)}`,
    {
      rule: [
        isAgentSession(state)
          ? t('The agent’s own list, as it last wrote it. One that it drops without finishing is gone from the count.')
          : t('The list in progress.json, and what the runner told to be complete since it was written.'),
        ...(left === null
          ? []
          : [t('The time left is what the tasks to come take if each takes as long as those done did, on average.')]),
      ],
      facts: [
        [t('Done'), formatExact(completed.length)],
        [t('Being worked on'), formatExact(inProgress.length)],
        [t('To do'), formatExact(Math.max(0, remaining.length - inProgress.length))],
        ...(left === null ? [] : [[t('Time left'), t`about ${formatDuration(left)}`] as const]),
        [t('The list is of'), at > 0 ? formatMoment(at) : t('nobody: only its completed tasks were told')],
      ],
      caveats:
        Math.max(completed.length, remaining.length) >= TASKS_IN_STATE
          ? [t`Of each sort the first ${formatExact(TASKS_IN_STATE)} are kept.`]
          : [],
    },
  );
}
