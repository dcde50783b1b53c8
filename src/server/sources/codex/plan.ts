import { contentHash } from '../files/contentHash.ts';
import { shortened } from '../oneLine.ts';
import { fieldsOf, listOf, parsedFields, textOf, type Fields } from '../values.ts';
import type { PlanStep } from './carry.ts';
import type { LineReading } from './lineReading.ts';
import { noteDoing } from './phases.ts';
import { scriptLiteral } from './scriptLiteral.ts';

/** A plan is kept until its call comes back, so it is bounded: in steps, and in characters of all together. */
const STEPS = 50;
const CHARACTERS = 4_000;

/** The plan a call proposes; null where it proposes none, or none that can be read. */
export function proposedPlan(payload: Fields): PlanStep[] | null {
  if (payload['name'] === 'update_plan') return planSteps(parsedFields(payload['arguments']));
  return payload['type'] === 'custom_tool_call' ? scriptedPlan(textOf(payload['input']) ?? '') : null;
}

/** The last plan that a script of code mode hands on as a literal. */
function scriptedPlan(script: string): PlanStep[] | null {
  const call = /\btools\.update_plan\s*\(/g;
  let plan: PlanStep[] | null = null;
  for (let match = call.exec(script); match !== null; match = call.exec(script)) {
    plan = planSteps(fieldsOf(scriptLiteral(script, call.lastIndex))) ?? plan;
  }
  return plan;
}

function planSteps(given: Fields): PlanStep[] | null {
  const told = listOf(given['plan']).slice(0, STEPS);
  const each = Math.floor(CHARACTERS / Math.max(1, told.length));
  const steps = told.flatMap((item): PlanStep[] => {
    const step = textOf(fieldsOf(item)['step']);
    return step === null ? [] : [{ step: shortened(step, each), status: stepStatus(fieldsOf(item)['status']) }];
  });
  return steps.length === 0 ? null : steps;
}

function stepStatus(told: unknown): PlanStep['status'] {
  if (told === 'completed') return 'completed';
  return told === 'in_progress' || told === 'inProgress' ? 'in_progress' : 'pending';
}

/** A plan that Codex took. A sub-agent's own plan is not the session's. */
export function notePlan(reading: LineReading, steps: readonly PlanStep[]): void {
  if (!reading.isMain) return;
  const named = (wanted: (step: PlanStep) => boolean): string[] => steps.filter(wanted).map(({ step }) => step);
  reading.emit('task_list', {
    completed: named(({ status }) => status === 'completed'),
    remaining: named(({ status }) => status !== 'completed'),
    in_progress: named(({ status }) => status === 'in_progress'),
    notes: [],
  });
  // Ticking a step off is no planning.
  const planned = contentHash(JSON.stringify(named(() => true)));
  if (planned === reading.carry.planned) return;
  reading.remember({ planned });
  noteDoing(reading, 'plans');
}
