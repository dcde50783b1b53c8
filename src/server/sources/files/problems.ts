import type { Diagnostic } from '../../../protocol/diagnostics.ts';

/** Diagnostics kept; beyond it the one that happened longest ago goes. */
const DIAGNOSTICS_LIMIT = 500;

export interface Problem {
  readonly place: string;
  readonly session: string | null;
  readonly message: string;
}

/** The problems of one source: what was lost for good, and what cannot be read at the moment. */
export interface Problems {
  /** Something was left out. `count` is how often it has happened in all, `at` when it last did (ms). */
  readonly lost: (problem: Problem, count: number, at: number) => void;
  /** A place cannot be read now. Saying it again changes nothing. */
  readonly blocked: (problem: Problem) => void;
  /** The place could be read. */
  readonly readable: (place: string) => void;
  readonly list: () => readonly Diagnostic[];
}

export function createProblems(now: () => number, onChange: () => void): Problems {
  const lost = new Map<string, Diagnostic>();
  const blocked = new Map<string, Diagnostic>();

  function put(problems: Map<string, Diagnostic>, diagnostic: Diagnostic): void {
    problems.delete(diagnostic.place);
    problems.set(diagnostic.place, diagnostic);
    if (problems.size > DIAGNOSTICS_LIMIT) problems.delete(problems.keys().next().value!);
    onChange();
  }

  return {
    lost(problem, count, at) {
      const known = lost.get(problem.place);
      if (known?.count === count && known.message === problem.message) return;
      put(lost, { ...problem, count, at, active: true });
    },
    blocked(problem) {
      const known = blocked.get(problem.place);
      if (known?.active === true && known.message === problem.message) return;
      put(blocked, { ...problem, count: (known?.count ?? 0) + 1, at: now(), active: true });
    },
    readable(place) {
      const known = blocked.get(place);
      if (known?.active !== true) return;
      blocked.set(place, { ...known, active: false });
      onChange();
    },
    list: () => [...blocked.values(), ...lost.values()],
  };
}
