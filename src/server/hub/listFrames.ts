import type { ListCursor } from '../../protocol/frames.ts';
import type { SessionSummary } from '../../protocol/summary.ts';
import type { Visitor } from '../access/visitor.ts';
import type { HubInput } from './hubInput.ts';
import { Outgoing } from './outgoing.ts';

/** Sessions of one page of the list. */
const SESSIONS_PER_PAGE = 200;

type ListInput = Pick<HubInput, 'page' | 'sessionCount' | 'summary' | 'diagnostics' | 'indexing'>;

/** A page of the sessions that the visitor may see: all, or for a guest the one. */
export function pageFrame(input: ListInput, { session }: Visitor, after?: ListCursor): Outgoing {
  if (session !== null) {
    const sessions = summariesOf(input, [session]);
    return new Outgoing({ type: 'sessions', sessions, total: sessions.length, next: null, ...from(after) });
  }
  const { sessions, next } = input.page(SESSIONS_PER_PAGE, after);
  return new Outgoing({ type: 'sessions', sessions, total: input.sessionCount(), next, ...from(after) });
}

export function diagnosticsFrame({ diagnostics, indexing }: ListInput): Outgoing {
  return new Outgoing({ type: 'diagnostics', diagnostics: diagnostics(), indexing: indexing() });
}

/** What changed in the list, for each who listens: made once for all who may see the same. */
export class ListNews {
  readonly #input: ListInput;
  readonly #changed: readonly string[];
  readonly #diagnosticsChanged: boolean;
  /** By the one session that is seen; null for those who see all. */
  readonly #frames = new Map<string | null, readonly Outgoing[]>();

  constructor(input: ListInput, changed: Iterable<string>, diagnosticsChanged: boolean) {
    this.#input = input;
    this.#changed = [...changed];
    this.#diagnosticsChanged = diagnosticsChanged;
  }

  for({ session }: Visitor): readonly Outgoing[] {
    const frames = this.#frames.get(session) ?? this.#make(session);
    this.#frames.set(session, frames);
    return frames;
  }

  #make(only: string | null): readonly Outgoing[] {
    const ids = this.#changed.filter((id) => only === null || id === only);
    const sessions = summariesOf(this.#input, ids);
    return [
      ...(sessions.length > 0 ? [new Outgoing({ type: 'summaries', sessions })] : []),
      // What could not be read is of the whole machine.
      ...(this.#diagnosticsChanged && only === null ? [diagnosticsFrame(this.#input)] : []),
    ];
  }
}

function summariesOf({ summary }: ListInput, ids: readonly string[]): readonly SessionSummary[] {
  return ids.flatMap((id) => summary(id) ?? []);
}

function from(after: ListCursor | undefined): { readonly after?: ListCursor } {
  return after === undefined ? {} : { after };
}
