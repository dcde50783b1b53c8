import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KnownOf, SessionEvent } from '../../../protocol/events.ts';
import { reduce } from '../../../protocol/reducer.ts';
import { initialState } from '../../../protocol/state.ts';
import type { SessionState } from '../../../protocol/state.ts';
import { summarize } from '../../../protocol/summary.ts';
import type { SessionSummary } from '../../../protocol/summary.ts';
import { describeReadError, isMissing } from '../files/fileErrors.ts';
import { readTranscript } from './readTranscript.ts';
import type { ReadTail, TranscriptPosition } from './readTranscript.ts';
import { FIRST_STANDING } from './transcriptFormat.ts';
import type { ModelFacts, Standing, TranscriptFile } from './transcriptFormat.ts';
import type { TranscriptProgram } from './transcriptProgram.ts';

/** Bytes read at once: large, since nobody waits for the first of them. */
const READ_BYTES = 1024 * 1024;

/** What a session's transcripts sum up to, without its facts. */
export interface IndexedTranscripts {
  readonly session: string;
  /** Without what its requests used: that is counted over all sessions. null: nothing was said in it. */
  readonly summary: SessionSummary | null;
  readonly calls: readonly KnownOf<'model_call'>[];
  /** Of the main thread. */
  readonly standing: Standing;
  readonly skipped: readonly { readonly path: string; readonly skipped: TranscriptPosition['skipped'] }[];
  /** Files that could not be read to their end. */
  readonly problems: readonly { readonly place: string; readonly message: string }[];
}

/** Reads all transcripts of a session, the main thread's first, and keeps only what a list shows. */
export async function indexTranscripts(
  program: TranscriptProgram,
  session: string,
  files: readonly TranscriptFile[],
  models: ModelFacts,
  tail: ReadTail,
): Promise<IndexedTranscripts> {
  const sums = new Sums(session);
  const skipped: IndexedTranscripts['skipped'][number][] = [];
  const problems: IndexedTranscripts['problems'][number][] = [];
  let standing = FIRST_STANDING;
  for (const file of files) {
    try {
      let from: TranscriptPosition | undefined;
      for (let more = true; more;) {
        const context = { file, models, detail: 'summary' } as const;
        const batch = await readTranscript(program.format, context, from, READ_BYTES, tail);
        for (const event of batch.events) sums.take(event);
        if (file.agent === null) standing = batch.standing;
        from = batch.position;
        more = batch.more;
        // Else this process would not hear that the server is gone.
        if (more) await nextTurn();
      }
      if (from?.skipped != null) skipped.push({ path: file.path, skipped: from.skipped });
      for (const event of (await program.beside?.(file)) ?? []) sums.take(event);
    } catch (error) {
      if (!isMissing(error)) problems.push({ place: file.path, message: describeReadError(error) });
    }
  }
  return { session, ...sums.result(), standing, skipped, problems };
}

/** Folds what matters to a list; each log line and each tool that came back would only cost time. */
class Sums {
  #state: SessionState;
  readonly #calls = new Map<string, KnownOf<'model_call'>>();
  readonly #tools = new Map<string, SessionEvent>();
  /** A session that lies in two places says everything twice. */
  readonly #folded = new Set<string>();
  #newest: SessionEvent | null = null;
  /** How full the window is: folded unless the next one says all that it says. */
  #context: KnownOf<'context_use'> | null = null;
  #seq = 0;

  constructor(session: string) {
    this.#state = initialState(session);
  }

  take(event: SessionEvent): void {
    switch (event.type) {
      case 'model_call':
        this.#call(event as KnownOf<'model_call'>);
        break;
      case 'tool_start':
        this.#tools.set((event as KnownOf<'tool_start'>).data.tool_id, event);
        break;
      case 'tool_end':
        this.#tools.delete((event as KnownOf<'tool_end'>).data.tool_id);
        break;
      case 'log_line':
      case 'agent_update':
        break;
      case 'context_use':
        if (this.#isNew(event)) this.#hold(event as KnownOf<'context_use'>);
        return;
      default:
        if (this.#isNew(event)) this.#fold(event);
        return;
    }
    if (this.#newest === null || event.time >= this.#newest.time) this.#newest = event;
  }

  result(): Pick<IndexedTranscripts, 'summary' | 'calls'> {
    this.#release();
    if (this.#newest === null && this.#seq === 0) return { summary: null, calls: [] };
    for (const tool of this.#tools.values()) this.#fold(tool);
    // The newest sign of life, whatever it was; what it used is counted elsewhere.
    const { logs } = this.#state;
    if (this.#newest !== null) this.#fold({ ...this.#newest, type: 'agent_activity', data: {} });
    return { summary: summarize({ ...this.#state, logs }), calls: [...this.#calls.values()] };
  }

  #isNew({ id }: SessionEvent): boolean {
    if (this.#folded.has(id)) return false;
    this.#folded.add(id);
    return true;
  }

  #hold(event: KnownOf<'context_use'>): void {
    const { firstActivityAt } = this.#state;
    const held = this.#context;
    const begun = held !== null && firstActivityAt !== null && firstActivityAt <= held.time;
    if (!begun || !saysAll(event, held)) this.#release();
    this.#context = event;
  }

  #release(): void {
    const held = this.#context;
    this.#context = null;
    if (held !== null) this.#fold(held);
  }

  #call(event: KnownOf<'model_call'>): void {
    const key = event.data.request ?? event.id;
    const known = this.#calls.get(key);
    if (known === undefined || event.data.output > known.data.output) this.#calls.set(key, event);
  }

  #fold(event: SessionEvent): void {
    this.#release();
    this.#state = reduce(this.#state, { ...event, seq: ++this.#seq });
  }
}

/** True where a request tells all of its thread's context window that an earlier one told. */
function saysAll(event: KnownOf<'context_use'>, earlier: KnownOf<'context_use'>): boolean {
  const [now, before] = [event.data, earlier.data];
  const follows = event.time >= earlier.time && event.clock === earlier.clock && now.agent === before.agent;
  const sameKind = now.window_source === before.window_source && now.estimate === before.estimate;
  return follows && sameKind && now.tokens >= before.tokens;
}
