/** How a session stands, from its file, its process and the registry together. Every judgement says what it rests on. */
import { inEnglish } from '../../../protocol/language.ts';
import type { EventData, Outcome } from '../../../protocol/events.ts';
import type { RegistryEntry } from '../claudeCode/registry.ts';
import type { Presence } from '../processes/processTable.ts';
import type { Standing } from './transcriptFormat.ts';

/** Silence, ms, after which the absence of a process means something where no registry names one. */
const SILENT_MS = 60_000;
/** How long after the last line, ms, a process that is gone may have left more to read. */
const SETTLED_MS = 2_000;

/** What is known of a session at one moment. Times are ms since the Unix epoch. */
export interface Known {
  /** Of the main thread. */
  readonly standing: Standing;
  readonly agent: 'claude-code' | 'codex';
  /** True where a person can type the next prompt; null: not known. */
  readonly interactive: boolean | null;
  /** The entry that names this session. */
  readonly entry: RegistryEntry | null;
  /** False where a process could run this session without an entry that would have been seen. */
  readonly registryTells: boolean;
  /** The process of the entry; without one, any process that can be told to run the session. */
  readonly process: Presence;
  /** Whether the agent runs in the session's folder in a process that no entry gives to another session. */
  readonly programRunsInFolder: boolean | null;
  readonly now: number;
  /** When a file of the session, its sub-agents' too, was last written. */
  readonly newest: number;
}

/** The event that follows from what is known. Its id is the same as long as the judgement is. */
export type Judgement = { readonly id: string; readonly time: number } & (
  | { readonly type: 'process_update'; readonly data: EventData['process_update'] }
  | { readonly type: 'session_end'; readonly data: EventData['session_end'] }
);

/** The judgement on a session, or null where nothing follows: it is then only known how long its file is silent. */
export function judge(known: Known): Judgement | null {
  const { entry, process, standing } = known;
  if (entry !== null && process === 'alive') return ofLivingEntry(known, entry);
  if (standing.ended) return null;
  if (process === 'alive') return ofOpenFile(known);
  if (process === 'gone') return entry === null ? ofNobody(known) : ofDeadEntry(known, entry);
  return ofLostEntry(known);
}

/** True where nothing was written for long enough to look for the process itself. */
export function isSilent({ now, newest }: Pick<Known, 'now' | 'newest'>): boolean {
  return now - newest > SILENT_MS;
}

function ofLivingEntry({ standing, now }: Known, entry: RegistryEntry): Judgement | null {
  const { pid, procStart, startedAt } = entry;
  const time = entry.statusUpdatedAt ?? entry.updatedAt ?? startedAt ?? standing.at ?? now;
  // A session that its file ends goes on only where the process tells of it later.
  if (standing.ended && Math.max(time, startedAt ?? time) <= (standing.at ?? time)) return null;
  const status = statusOf(entry, standing);
  const told = entry.status === null ? inEnglish`its turn is ${standing.turn}` : inEnglish`status ${entry.status}`;
  const waitingFor = status === 'waiting' ? (entry.waitingFor ?? 'a person') : null;
  const evidence = inEnglish`process ${pid} runs, ${told}${waitingFor === null ? '' : inEnglish` for ${waitingFor}`}`;
  const data = { status, pid, ...(waitingFor !== null && { waiting_for: waitingFor }), evidence };
  return { id: `process:${pid}:${procStart}:${status}:${time}`, time, type: 'process_update', data };
}

/** Versions differ in the statuses they know ("shell": a command goes on behind an idle prompt); the turn says the rest. */
function statusOf({ status }: RegistryEntry, { turn }: Standing): 'busy' | 'idle' | 'waiting' {
  if (status === 'busy' || status === 'idle' || status === 'waiting') return status;
  return turn === 'open' ? 'busy' : 'idle';
}

function ofDeadEntry(known: Known, { pid, status }: RegistryEntry): Judgement | null {
  const { now, newest, programRunsInFolder } = known;
  // Another process of the agent may have taken the session up.
  if (now - newest < SETTLED_MS || programRunsInFolder === true) return null;
  const last = status === null ? '' : inEnglish`; the last it said of itself is "${status}"`;
  return end(known, {
    open: inEnglish`process ${pid} is gone and its turn was left open${last}`,
    otherwise: inEnglish`its process ${pid} ended`,
  });
}

function ofNobody(known: Known): Judgement | null {
  const { agent, standing, newest, programRunsInFolder } = known;
  if (!isSilent(known) || programRunsInFolder !== false) return null;
  const where = standing.folder === null ? inEnglish`on this machine` : inEnglish`in ${standing.folder}`;
  const looked =
    agent === 'codex'
      ? inEnglish`no codex process runs ${where} or has its file open`
      : inEnglish`no claude process runs ${where}`;
  const nobody = inEnglish`${looked}; nothing was written since ${utc(newest)}`;
  return end(known, { open: inEnglish`its turn was left open, and ${nobody}`, otherwise: nobody });
}

const OUTCOMES: Readonly<Record<Standing['turn'], Outcome>> = {
  open: 'killed',
  finished: 'complete',
  failed: 'failed',
  interrupted: 'interrupted',
  none: 'stopped',
};

function end(known: Known, evidence: { readonly open: string; readonly otherwise: string }): Judgement {
  const { at, turn, reason } = known.standing;
  const outcome = OUTCOMES[turn];
  const why = reason === null ? '' : ` (${reason})`;
  const words: Readonly<Record<Standing['turn'], string>> = {
    open: evidence.open,
    finished: inEnglish`its last turn finished and ${evidence.otherwise}`,
    failed: inEnglish`its last turn failed${why} and ${evidence.otherwise}`,
    interrupted: inEnglish`its last turn was interrupted${why} and ${evidence.otherwise}`,
    none: inEnglish`it was not asked anything and ${evidence.otherwise}`,
  };
  const time = at ?? known.newest;
  return { id: `judged:${outcome}:${time}`, time, type: 'session_end', data: { outcome, evidence: words[turn] } };
}

/** Codex keeps its file open, so the process that has it runs the session, whatever folder it is in. */
function ofOpenFile({ standing, interactive, now }: Known): Judgement | null {
  const isOpen = standing.turn === 'open';
  // A program that nobody can type into is about to end.
  if (!isOpen && interactive === false) return null;
  const evidence = inEnglish`a process has its file open and its turn is ${standing.turn}`;
  return looked(standing, now, isOpen ? 'busy' : 'idle', evidence);
}

/** Where processes are not listed: a window that runs always has an entry, and takes it away when it is closed. */
function ofLostEntry(known: Known): Judgement | null {
  const { standing, agent, interactive, entry, registryTells, programRunsInFolder, now } = known;
  const isLost = agent === 'claude-code' && interactive === true && entry === null && registryTells;
  if (!isLost || programRunsInFolder !== null || !isSilent(known)) return null;
  const evidence = inEnglish`no running process says that it has this session`;
  return looked(standing, now, 'gone', evidence);
}

function looked(standing: Standing, now: number, status: 'busy' | 'idle' | 'gone', evidence: string): Judgement {
  const id = `judged:${status}:${standing.at}`;
  return { id, time: now, type: 'process_update', data: { status, evidence } };
}

/** "2026-11-23 04:42:08 UTC". */
function utc(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').replace(/\..*/, ' UTC');
}
