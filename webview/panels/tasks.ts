import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { count } from '../../src/protocol/count.ts';
import { formatDuration, formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { estimatedRemaining, isAgentSession, isLive, taskDoing } from '../../src/protocol/selectors.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { TaskList } from '../../src/protocol/state.ts';
import type { SessionMoment } from '../moment.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';

/** Done and coming tasks in sight at once; the others fold away. */
const IN_SIGHT = 6;

export const tasksPanel: Panel = {
  id: 'tasks',
  get title() {
    return t('Tasks');
  },
  area: 'facts',
  aside: ({ state }, actions) => {
    if (state.tasks === null) return '';
    const done = state.tasks.completed.length;
    const all = done + state.tasks.remaining.length;
    const counts = t`${formatExact(done)} of ${formatExact(all)}`;
    return html`<span>${counts}</span> ${whyButton({ of: 'tasks' }, t('Tasks'), actions)}`;
  },
  render: tasks,
};

function tasks(moment: SessionMoment): TemplateResult | null {
  const { state, now } = moment;
  if (state.tasks === null) {
    // An agent keeps a list or does not; nobody owes one.
    if (isAgentSession(state)) return null;
    const why = isLive(state, now)
      ? t('No task list yet: the Architect writes it.')
      : t('This session has no task list.');
    return html`<p class="quiet">${why}</p>`;
  }
  const { completed, remaining } = state.tasks;
  const doing = taskDoing(state, now);
  const left = estimatedRemaining(state, now);
  return html`
    <progress
      max=${Math.max(1, completed.length + remaining.length)}
      value=${completed.length}
      aria-label=${t`Tasks done`}
    ></progress>
    ${
      left === null || doing === null
        ? nothing
        : html`<p class="quiet">${t`About ${formatDuration(left)} left, if the rest goes like the start.`}</p>`
    }
    ${guard([state.tasks, doing], () => lists(state.tasks!, doing))} ${guard([state.notes], () => notes(state.notes))}
  `;
}

/** Of a long night there are many, so they are drawn when they change and not with every event. */
function lists({ completed, remaining, inProgress }: TaskList, doing: string | null): TemplateResult {
  const begun = inProgress.length > 0 ? inProgress : doing === null ? [] : [doing];
  const todo = begun.reduce<readonly string[]>(withoutOne, remaining);
  const [earlier, later] = [completed.slice(0, -IN_SIGHT), todo.slice(IN_SIGHT)];
  return html`
    ${folded(earlier, t`${formatExact(earlier.length)} done earlier`, 'done')}
    ${list(completed.slice(-IN_SIGHT), 'done')} ${list(begun, doing === null ? 'begun' : 'doing')}
    ${list(todo.slice(0, IN_SIGHT), 'todo')} ${folded(later, t`${formatExact(later.length)} more to do`, 'todo')}
  `;
}

/** Two tasks may have one name. */
function withoutOne(names: readonly string[], name: string): readonly string[] {
  const index = names.indexOf(name);
  return index < 0 ? names : names.toSpliced(index, 1);
}

/** `begun`: being worked on, by a session that does not work now. */
type TaskState = 'done' | 'doing' | 'begun' | 'todo';
const ICONS = { done: 'done', doing: 'doing', begun: 'doing', todo: 'todo' } as const;

function taskWord(task: TaskState): string {
  switch (task) {
    case 'done':
      return t('done');
    case 'doing':
      return t('doing now');
    case 'begun':
      return t('begun');
    case 'todo':
      return t('to do');
  }
}

function list(names: readonly string[], task: TaskState): TemplateResult | typeof nothing {
  if (names.length === 0) return nothing;
  const word = taskWord(task);
  return html`
    <ul class="tasks" aria-label=${word}>
      ${names.map(
        (name) => html`
          <li class="task task-${task}">
            ${icon(ICONS[task])}<span class="task-name" title=${plainText(name)}>${plainText(name)}</span
            ><span class="task-word">${word}</span>
          </li>
        `,
      )}
    </ul>
  `;
}

function folded(names: readonly string[], words: string, task: TaskState): TemplateResult | typeof nothing {
  if (names.length === 0) return nothing;
  return html`<details class="fold">
    <summary>${words}</summary>
    ${list(names, task)}
  </details>`;
}

function notes(texts: readonly string[]): TemplateResult | typeof nothing {
  if (texts.length === 0) return nothing;
  return html`
    <details class="fold notes">
      <summary>${count(texts.length, { one: t('1 note'), other: t('{0} notes') })}</summary>
      <ul>
        ${texts.map((text) => html`<li>${plainText(text)}</li>`)}
      </ul>
    </details>
  `;
}
