import type { SessionSummary } from '../../protocol/summary.ts';
import type { TrendGroup } from '../../protocol/trends.ts';
import { at } from './trendSum.ts';
import type { SessionUse } from './trendSum.ts';

type TaskFacts = Pick<SessionSummary, 'tasksDone' | 'cost'>;
type ToldTasks = Pick<TrendGroup, 'sessions' | 'tasks' | 'usd_per_task'>;

interface SessionTasks extends TaskFacts {
  /** Tokens in the range, by group. */
  readonly groups: Map<string | null, number>;
}

/** Sessions of a group, and of those that finished tasks and have a price the tasks and the cost. */
class Tasks {
  sessions = 0;
  tasks = 0;
  usd = 0;

  told(): ToldTasks {
    return {
      sessions: this.sessions,
      tasks: this.tasks,
      usd_per_task: this.tasks === 0 ? null : this.usd / this.tasks,
    };
  }
}

/**
 * What a task costs. Nobody says which request was for which task, so a session counts as a whole: all its cost by all tasks
 * it finished. Where several models worked on it, it counts with the one that used most of its tokens.
 */
export class TaskSum {
  readonly #sessions = new Map<string, SessionTasks>();

  add({ session, tokens }: SessionUse, group: string | null, { tasksDone, cost }: TaskFacts): void {
    const { groups } = at(this.#sessions, session, () => ({ tasksDone, cost, groups: new Map() }));
    groups.set(group, (groups.get(group) ?? 0) + tokens);
  }

  /** Of each part of the groups: `part` says which one a group is of. */
  by<Part>(part: (group: string | null) => Part): (wanted: Part) => ToldTasks {
    const parts = new Map<Part, Tasks>();
    const partTasks = (name: Part): Tasks => at(parts, name, () => new Tasks());
    for (const { groups, tasksDone, cost } of this.#sessions.values()) {
      for (const name of new Set([...groups.keys()].map(part))) partTasks(name).sessions += 1;
      if (tasksDone === 0 || cost.usd === null) continue;
      const counted = partTasks(part(largest(groups)));
      counted.tasks += tasksDone;
      counted.usd += cost.usd;
    }
    return (wanted) => partTasks(wanted).told();
  }
}

function largest(groups: ReadonlyMap<string | null, number>): string | null {
  return [...groups].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}
