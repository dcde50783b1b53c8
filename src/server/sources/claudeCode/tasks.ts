/** The agent's task list, by the results of the tools it keeps it with. */
import { oneLine } from '../oneLine.ts';
import { fieldsOf, listOf, nameOf, textOf, type Fields } from '../values.ts';
import type { ClaudeCarry, PendingTool, Task } from './carry.ts';
import type { ClaudeLine } from './claudeLine.ts';

const TASKS_KEPT = 100;
const SUBJECT_LENGTH = 120;

/** Only the main thread's list is the session's. */
export function taskResult(
  line: ClaudeLine,
  carry: ClaudeCarry,
  call: PendingTool | null,
  details: Fields,
): ClaudeCarry {
  if (line.agent !== null) return carry;
  const changed = changedTasks(carry.tasks, call, details);
  if (changed === null) return carry;
  const tasks = changed.slice(-TASKS_KEPT);
  const subjects = (wanted: (task: Task) => boolean): string[] => tasks.filter(wanted).map(({ subject }) => subject);
  line.tell('task_list', `${line.name}:tasks`, {
    completed: subjects(({ status }) => status === 'completed'),
    remaining: subjects(({ status }) => status !== 'completed'),
    notes: [],
    in_progress: subjects(({ status }) => status === 'in_progress'),
  });
  return { ...carry, tasks };
}

/** The list after the call; null where the call does not change it. */
function changedTasks(tasks: readonly Task[], call: PendingTool | null, details: Fields): Task[] | null {
  if (call === null) return null;
  switch (call.name) {
    case 'TaskCreate':
      return withTask(tasks, taskOf(fieldsOf(details['task']), call.subject));
    case 'TaskUpdate':
      return updated(tasks, call, details);
    case 'TaskList':
      return wholeList(details['tasks']);
    case 'TodoWrite':
      return wholeList(details['newTodos']);
    default:
      return null;
  }
}

function updated(tasks: readonly Task[], call: PendingTool, details: Fields): Task[] | null {
  const known = tasks.find(({ id }) => id === nameOf(details['taskId']));
  if (known === undefined || details['success'] === false) return null;
  const told = fieldsOf(details['statusChange'])['to'];
  if (told === 'deleted') return tasks.filter((task) => task !== known);
  const renamed = listOf(details['updatedFields']).includes('subject');
  return withTask(tasks, {
    ...known,
    subject: (renamed ? call.subject : null) ?? known.subject,
    status: statusOf(told) ?? known.status,
  });
}

function wholeList(told: unknown): Task[] | null {
  if (!Array.isArray(told)) return null;
  return told.map((each, index) => taskOf(fieldsOf(each), null, `${index + 1}`)).filter((task) => task !== null);
}

function taskOf(fields: Fields, asked: string | null, place: string | null = null): Task | null {
  const id = nameOf(fields['id']) ?? place;
  const subject = textOf(fields['subject']) ?? textOf(fields['content']) ?? asked;
  if (id === null || subject === null) return null;
  return { id, subject: oneLine(subject, SUBJECT_LENGTH), status: statusOf(fields['status']) ?? 'pending' };
}

function statusOf(value: unknown): Task['status'] | null {
  return value === 'pending' || value === 'in_progress' || value === 'completed' ? value : null;
}

/** Tasks are numbered; those created at once may come back in any order. */
function withTask(tasks: readonly Task[], task: Task | null): Task[] | null {
  if (task === null) return null;
  const known = tasks.some(({ id }) => id === task.id);
  const changed = known ? tasks.map((other) => (other.id === task.id ? task : other)) : [...tasks, task];
  return changed.sort((a, b) => (Number(a.id) || 0) - (Number(b.id) || 0));
}
