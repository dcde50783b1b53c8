import { isKnownEvent, totalTokens } from '../../protocol/events.ts';
import type { JournaledEvent, KnownEvent, KnownOf } from '../../protocol/events.ts';
import type { ReportRange } from '../../protocol/report.ts';
import { shorten } from '../../protocol/shorten.ts';

/** Commits and files of one session that are named. */
const NAMED = 20;
/** Distinct files that are counted. */
const FILES_LIMIT = 10_000;
const COMMIT = /\bgit\b.*\bcommit\b/;
/** How git answers to a commit. */
const COMMITTED = /^\[[^\]]+ [0-9a-f]{7,}\]/;
/** Tools that write the file that they are given. */
const WRITES = /^(edit|write|multiedit|notebookedit|apply_patch)$/i;

/** A moment at which a session said something; `quiet`: it had nothing to do from then on. */
export interface Sign {
  readonly time: number;
  readonly seq: number;
  readonly quiet: boolean;
}

/** What one session did in the range. */
export interface ReportedWork {
  readonly tokens: number;
  readonly usd: number | null;
  readonly unpricedTokens: number;
  /** What was used, with its time. */
  readonly used: readonly { readonly time: number; readonly tokens: number; readonly usd: number }[];
  readonly signs: readonly Sign[];
  readonly errors: number;
  readonly commits: readonly string[];
  readonly commitCount: number;
  readonly files: readonly string[];
  readonly fileCount: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
}

/** Sums up the events of a session that lie in a range. */
export class WorkSum {
  readonly #range: ReportRange;
  readonly #used: { time: number; tokens: number; usd: number }[] = [];
  readonly #signs: Sign[] = [];
  readonly #files = new Set<string>();
  readonly #commits: string[] = [];
  /** Commands under way that commit, by the call's id. */
  readonly #committing = new Map<string, string>();
  #usd: number | null = null;
  #unpriced = 0;
  #errors = 0;
  #commitCount = 0;
  #added = 0;
  #removed = 0;

  constructor(range: ReportRange) {
    this.#range = range;
  }

  take(event: JournaledEvent): void {
    const { time, clock } = event;
    if (clock === 'file' || time < this.#range.from || time >= this.#range.to) return;
    this.#signs.push({ time, seq: event.seq, quiet: isLast(event) });
    if (isKnownEvent(event)) this.#fold(event);
  }

  result(): ReportedWork {
    return {
      tokens: this.#used.reduce((sum, { tokens }) => sum + tokens, 0),
      usd: this.#usd,
      unpricedTokens: this.#unpriced,
      used: this.#used,
      signs: this.#signs.toSorted((a, b) => a.time - b.time || a.seq - b.seq),
      errors: this.#errors,
      commits: this.#commits.slice(-NAMED),
      commitCount: this.#commitCount,
      files: [...this.#files].slice(0, NAMED),
      fileCount: this.#files.size,
      linesAdded: this.#added,
      linesRemoved: this.#removed,
    };
  }

  #fold(event: KnownEvent): void {
    if (event.type === 'model_call') this.#use(event, event.data.cost_usd === null ? totalTokens(event.data) : 0);
    else if (event.type === 'usage_adjustment') this.#use(event, event.data.unpriced_tokens);
    else if (event.type === 'tool_start') this.#startTool(event.data);
    else if (event.type === 'tool_end') this.#endTool(event.data);
    else if (event.type === 'error' || event.type === 'api_error') this.#errors += 1;
  }

  #use({ time, data }: KnownOf<'model_call' | 'usage_adjustment'>, unpriced: number): void {
    const { cost_usd: usd } = data;
    this.#used.push({ time, tokens: totalTokens(data), usd: usd ?? 0 });
    if (usd !== null) this.#usd = (this.#usd ?? 0) + usd;
    this.#unpriced += unpriced;
  }

  #startTool({ name, input = '', tool_id: id }: KnownOf<'tool_start'>['data']): void {
    if (COMMIT.test(input)) this.#committing.set(id, input);
    if (WRITES.test(name) && input !== '' && this.#files.size < FILES_LIMIT) this.#files.add(shorten(input));
  }

  #endTool(data: KnownOf<'tool_end'>['data']): void {
    this.#added += data.lines_added ?? 0;
    this.#removed += data.lines_removed ?? 0;
    const command = this.#committing.get(data.tool_id);
    this.#committing.delete(data.tool_id);
    if (command === undefined || !data.ok) return;
    this.#commitCount += 1;
    this.#commits.push(shorten(data.result !== undefined && COMMITTED.test(data.result) ? data.result : command));
    if (this.#commits.length > NAMED * 2) this.#commits.splice(0, NAMED);
  }
}

/** True for a fact after which silence is no stall: the session waits, or is done. */
function isLast({ type }: JournaledEvent): boolean {
  return ['turn_end', 'waiting', 'session_end', 'completion', 'session_summary'].includes(type);
}
