import type { z } from 'zod';

/** Why data from outside was not taken: the field, as a path such as `data.phase`, and a sentence. */
export interface Refusal {
  readonly ok: false;
  readonly field: string;
  readonly message: string;
}

export function refuse(field: string, message: string): Refusal {
  return { ok: false, field, message };
}

/** The first thing a schema found wrong, below `at` where that is given. */
export function refuseIssues(error: z.ZodError, at?: string): Refusal {
  const issue = error.issues[0];
  const path = [...(at === undefined ? [] : [at]), ...(issue?.path ?? [])].join('.');
  return refuse(path === '' ? 'body' : path, issue?.message ?? 'Invalid input');
}
