import { z } from 'zod';
import { FIRST_STANDING, standing } from '../transcripts/transcriptFormat.ts';

/** Tokens as Codex counts them: `input` includes `cached` and `cacheWrite`, `output` includes `reasoning`. */
const usage = z.object({
  input: z.number(),
  cached: z.number(),
  cacheWrite: z.number(),
  output: z.number(),
  reasoning: z.number(),
});
export type Usage = z.infer<typeof usage>;

/** A tool call that has not come back, and what was learnt of it on the way. */
const openCall = z.object({
  id: z.string(),
  name: z.string(),
  exit: z.number().nullable(),
  failed: z.boolean(),
  duration: z.number().nullable(),
  /** What was changed, for people. */
  changed: z.string().nullable(),
  added: z.number(),
  removed: z.number(),
  /** What a sub-agent is asked to do. */
  task: z.string().nullable(),
  /** The plan it proposes: it counts once it was not refused. */
  plan: z.array(z.object({ step: z.string(), status: z.enum(['completed', 'in_progress', 'pending']) })).nullable(),
});
export type OpenCall = z.infer<typeof openCall>;
export type PlanStep = NonNullable<OpenCall['plan']>[number];

const turn = z.object({
  /** Counted from 1; 0 before the first. */
  number: z.number(),
  id: z.string().nullable(),
  /** What names its start: the same whenever the file is read. */
  key: z.string(),
  startedAt: z.number(),
  /** True once its start was given: that waits for the prompt, which comes a few lines later. */
  announced: z.boolean(),
  prompted: z.boolean(),
  /** False where only a prompt tells of the turn, as old versions write it. */
  explicit: z.boolean(),
  /** True where the program ends with the turn. */
  exec: z.boolean(),
  /** True once the model answered in it. */
  worked: z.boolean(),
  /** Requests answered in it. */
  calls: z.number(),
  /** True once a file was changed in it. */
  edited: z.boolean(),
  /** What went wrong in it, as long as nothing went well after that. */
  error: z.string().nullable(),
});

const compaction = z.object({
  /** Which of the two lines that tell of it have come. */
  by: z.enum(['line', 'item', 'both']),
  key: z.string(),
  at: z.number(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  duration: z.number().nullable(),
});

/** What is known from the lines before. */
export const codexCarry = z.object({
  standing,
  /** How the thread was started: "exec", "cli"…; null until its first line was read. */
  entry: z.string().nullable(),
  createdAt: z.number().nullable(),
  forked: z.boolean(),
  /** True as long as lines come that were copied from the thread this one was forked from. */
  copying: z.boolean(),
  /** True once the first line of another thread was seen in this file: its history was copied. */
  foreign: z.boolean(),
  model: z.string().nullable(),
  speed: z.string().nullable(),
  /** What the last session_info about folder, model and mode said. */
  told: z.string().nullable(),
  hasTask: z.boolean(),
  hasBilling: z.boolean(),
  window: z.number().nullable(),
  /** What the last context_use said. */
  context: z.object({ tokens: z.number(), window: z.number().nullable(), estimate: z.boolean() }).nullable(),
  limits: z.string().nullable(),
  turn,
  /** Messages that may be told once more in another form. */
  said: z.array(z.string()),
  usage: z.object({
    /** The newest token_count's total. */
    total: usage.nullable(),
    /** The thread's tokens by its newest usage record. */
    recorded: z.number().nullable(),
    /** True once this turn has a usage record: then its token_counts say nothing new. */
    turnRecorded: z.boolean(),
    /** How far token_counts have been counted. Only grows, so it tells one request from another. */
    reached: z.number(),
    /** How the answer that is being written was told of: a bare one is a summary that nobody is shown. */
    answer: z.enum(['none', 'bare', 'shown']),
  }),
  /** True where answers come as items, so that one without an item is not for people. */
  itemised: z.boolean(),
  calls: z.array(openCall),
  compaction: compaction.nullable(),
  phase: z.string().nullable(),
  /** The steps of the newest plan, whatever their status. */
  planned: z.string().nullable(),
});
export type CodexCarry = z.infer<typeof codexCarry>;

export const FIRST_CARRY: CodexCarry = {
  standing: FIRST_STANDING,
  entry: null,
  createdAt: null,
  forked: false,
  copying: false,
  foreign: false,
  model: null,
  speed: null,
  told: null,
  hasTask: false,
  hasBilling: false,
  window: null,
  context: null,
  limits: null,
  turn: {
    number: 0,
    id: null,
    key: '',
    startedAt: 0,
    announced: false,
    prompted: false,
    explicit: false,
    exec: false,
    worked: false,
    calls: 0,
    edited: false,
    error: null,
  },
  said: [],
  usage: { total: null, recorded: null, turnRecorded: false, reached: 0, answer: 'none' },
  itemised: false,
  calls: [],
  compaction: null,
  phase: null,
  planned: null,
};
