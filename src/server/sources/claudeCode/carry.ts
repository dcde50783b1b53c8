import { z } from 'zod';
import { FIRST_STANDING, standing, type Standing } from '../transcripts/transcriptFormat.ts';
import type { ClaudeLine } from './claudeLine.ts';

/** What `session_info` tells. */
const info = z.object({
  agent_version: z.string().nullable(),
  folder: z.string().nullable(),
  branch: z.string().nullable(),
  model: z.string().nullable(),
  permission_mode: z.string().nullable(),
  forked_from: z.string().nullable(),
  task: z.string().nullable(),
  started_at: z.number().nullable(),
});
export type Info = z.infer<typeof info>;

/** A tool call whose result has not been read. */
const pendingTool = z.object({
  id: z.string(),
  name: z.string(),
  agent: z.string().nullable(),
  /** What a sub-agent or a task is about, in short. */
  subject: z.string().nullable(),
  /** The kind of sub-agent. */
  kind: z.string().nullable(),
  /** Lines the call asks to add and remove; null where it changes no file. */
  added: z.number().nullable(),
  removed: z.number().nullable(),
});
export type PendingTool = z.infer<typeof pendingTool>;

const task = z.object({ id: z.string(), subject: z.string(), status: z.enum(['pending', 'in_progress', 'completed']) });
export type Task = z.infer<typeof task>;

/** What is known from the lines before. All of it is bounded. */
export const claudeCarry = z.object({
  standing,
  info,
  /** What `session_info` has told so far; null before the first. */
  told: info.nullable(),
  /** True once a person gave the session a title. */
  titled: z.boolean(),
  /** The newest turn, counted from 1. */
  turn: z.number(),
  /** True until the turn's end has been told. */
  turnOpen: z.boolean(),
  /** The newest requests, and the output counted for each. */
  requests: z.array(z.object({ key: z.string(), output: z.number() })),
  /** True once a message told in detail why it stopped, as this version does at the end of each. */
  stopsTold: z.boolean(),
  /** Tokens the thread's context window holds. */
  window: z.number().nullable(),
  pending: z.array(pendingTool),
  /** Sub-agents that were started to run in the background. */
  background: z.array(z.string()),
  tasks: z.array(task),
  phase: z.string().nullable(),
  /** True once a line of the conversation has been read. */
  begun: z.boolean(),
  /** Lines older than this were copied from another session; null where none were, or all have been read. */
  copiesUntil: z.number().nullable(),
});
export type ClaudeCarry = z.infer<typeof claudeCarry>;

export const FIRST_CARRY: ClaudeCarry = {
  standing: FIRST_STANDING,
  info: {
    agent_version: null,
    folder: null,
    branch: null,
    model: null,
    permission_mode: null,
    forked_from: null,
    task: null,
    started_at: null,
  },
  told: null,
  titled: false,
  turn: 0,
  turnOpen: false,
  requests: [],
  stopsTold: false,
  window: null,
  pending: [],
  background: [],
  tasks: [],
  phase: null,
  begun: false,
  copiesUntil: null,
};

/** A part of the work on a line: takes down what it tells, and returns what is known after it. */
export type Step = (line: ClaudeLine, carry: ClaudeCarry) => ClaudeCarry;

export function withStanding(carry: ClaudeCarry, change: Partial<Standing>): ClaudeCarry {
  return { ...carry, standing: { ...carry.standing, ...change } };
}
