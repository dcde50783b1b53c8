/** What the session works at: phases, iterations, tasks. */
import type { KnownOf } from './events.ts';
import { useContext } from './foldUsage.ts';
import { logLine } from './foldLog.ts';
import { canonicalPhase, enterPhase } from './phases.ts';
import { isAgentSession } from './selectors.ts';
import { startWork } from './sessionEnd.ts';
import { shorten } from './shorten.ts';
import { ITERATIONS_IN_STATE, TASKS_IN_STATE } from './state.ts';
import type { IterationSpan, SessionState } from './state.ts';
import { work } from './waiting.ts';

export function changePhase(state: SessionState, event: KnownOf<'phase_change'>, seq: number): SessionState {
  const { phase, context_percent: percent, inferred = false } = event.data;
  const working = work(state, event.time);
  // A run that goes on in the phase where the one before it ended is work all the same.
  const started = ['init', 'complete'].includes(canonicalPhase(phase)) ? working : startWork(working, event.time);
  const phases = enterPhase(started.phases, shorten(phase), event.time);
  const entered = { ...started, phases, phasesInferred: started.phasesInferred || inferred };
  const logged = phases === started.phases ? started : logLine(entered, event, seq, 'info');
  // Producers send 0 where they do not know.
  return percent ? useContext(logged, event, percent) : logged;
}

export function startIteration(state: SessionState, number: number, at: number): SessionState {
  const known = state.iterations.find((span) => span.number === number);
  const to = known?.to != null && known.to >= at ? known.to : null;
  const span: IterationSpan = known?.from != null && known.from >= at ? known : { number, from: at, to };
  return startWork({ ...work(state, at), ...withIteration(state, span) }, at);
}

export function iterationComplete(state: SessionState, event: KnownOf<'iteration_complete'>): SessionState {
  const { iteration, context_percent: percent } = event.data;
  const done = completeIteration(state, iteration, event.time);
  return percent ? useContext(done, event, percent) : done;
}

export function completeIteration(state: SessionState, number: number, at: number): SessionState {
  const known = state.iterations.find((span) => span.number === number);
  const from = known?.from ?? null;
  // The end of an earlier run of this iteration is not the end of the newest.
  const overtaken = known !== undefined && at < Math.max(from ?? at, known.to ?? at);
  const span: IterationSpan = overtaken ? known : { number, from, to: at };
  return { ...work(state, at), ...withIteration(state, span) };
}

function withIteration(state: SessionState, span: IterationSpan): Pick<SessionState, 'iteration' | 'iterations'> {
  const others = state.iterations.filter((other) => other.number !== span.number);
  const iterations = [...others, span].sort((a, b) => a.number - b.number).slice(-ITERATIONS_IN_STATE);
  return { iteration: Math.max(state.iteration, span.number), iterations };
}

export function completeTask(state: SessionState, event: KnownOf<'task_complete'>, seq: number): SessionState {
  const task = shorten(event.data.task);
  const percent = event.data.context_percent;
  const logged = logLine(work(state, event.time), event, seq, 'info');
  const done = percent ? useContext(logged, event, percent) : logged;
  const list = state.tasks ?? { completed: [], remaining: [], inProgress: [], at: -Infinity };
  if (event.time <= list.at || list.completed.includes(task)) return done;
  if (list.completed.length >= TASKS_IN_STATE) return done;
  const remaining = list.remaining.filter((other) => other !== task);
  const inProgress = list.inProgress.filter((other) => other !== task);
  // JSON has no -Infinity; a list known only from completions is as old as time.
  const at = Math.max(list.at, 0);
  return { ...done, tasks: { completed: [...list.completed, task], remaining, inProgress, at } };
}

export function taskList(state: SessionState, event: KnownOf<'task_list'>): SessionState {
  if (state.tasks !== null && event.time < state.tasks.at) return state;
  const { completed, remaining, notes } = event.data;
  const bounded = (texts: readonly string[]): readonly string[] => texts.slice(0, TASKS_IN_STATE).map(shorten);
  const tasks = {
    completed: bounded(completed),
    remaining: bounded(remaining),
    inProgress: bounded(event.data.in_progress ?? []),
    at: event.time,
  };
  const source = isAgentSession(state) ? state.source : 'checkpoint';
  return { ...state, source, tasks, notes: bounded(notes) };
}
