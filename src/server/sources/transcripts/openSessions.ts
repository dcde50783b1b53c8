import type { SessionEvent } from '../../../protocol/events.ts';
import type { SourceContext } from '../source.ts';
import { cursorKey } from './readSession.ts';
import { standing } from './transcriptFormat.ts';
import type { Standing } from './transcriptFormat.ts';
import type { ProgramName } from './transcriptProgram.ts';
import type { TranscriptRow, TranscriptTable } from '../../base/transcriptTable.ts';

/** Sessions whose processes are watched: those that told of no end, the newest. */
const OPEN_SESSIONS = 200;

/** A session whose process may still run. */
export interface OpenSession {
  readonly session: string;
  readonly program: ProgramName;
  /** Of its main thread. */
  readonly standing: Standing;
  /** Whether a person types its prompts; null where that is not known. */
  readonly interactive: boolean | null;
  readonly mainFile: string;
  /** When any of its transcripts was last written, ms since the Unix epoch. */
  readonly newest: number;
}

/** What processes and registries tell of sessions. */
export type Judge = (sessions: readonly OpenSession[], roots: readonly string[]) => Promise<readonly SessionEvent[]>;

/** The followed sessions of which it is asked whether their processes live. */
export interface OpenSessions {
  /** How a session stands after one of its transcripts was read. */
  readonly note: (row: TranscriptRow, standing: Standing) => void;
  /** Asks about one of them, or all, and commits what is new. */
  readonly judge: (session?: string) => Promise<void>;
  /** Sessions followed before the start stand as they stood. */
  readonly recall: () => void;
}

export function createOpenSessions(
  program: ProgramName,
  context: Pick<SourceContext, 'commit' | 'cursor'> & { readonly table: TranscriptTable; readonly judge: Judge },
  roots: readonly string[],
): OpenSessions {
  const open = new Map<string, OpenSession>();
  /** What was told last of each, so that it is not told again. */
  const told = new Map<string, string>();

  function note({ session, agent, path, modified }: TranscriptRow, stands: Standing): void {
    const known = open.get(session);
    const main = agent === null ? { standing: stands, mainFile: path } : known;
    if (main === undefined) return;
    open.delete(session);
    const newest = Math.max(known?.newest ?? 0, modified);
    const { standing: next, mainFile } = main;
    open.set(session, { session, program, standing: next, interactive: null, mainFile, newest });
    const oldest = open.keys().next().value!;
    if (open.size > OPEN_SESSIONS) {
      open.delete(oldest);
      told.delete(oldest);
    }
  }

  return {
    note,
    async judge(session) {
      const asked =
        session === undefined ? [...open.values()] : [open.get(session)].filter((each) => each !== undefined);
      if (asked.length === 0) return;
      const events = (await context.judge(asked, roots)).filter((event) => told.get(event.session) !== event.id);
      if (events.length === 0) return;
      context.commit({ events, cursors: [] });
      for (const event of events) told.set(event.session, event.id);
    },
    recall() {
      for (const row of context.table.followed(program, OPEN_SESSIONS).toReversed()) {
        const carry = (context.cursor(cursorKey(row.path)) as { carry?: { standing?: unknown } } | undefined)?.carry;
        const stands = standing.safeParse(carry?.standing);
        if (stands.success) note(row, stands.data);
      }
    },
  };
}
