import { inEnglish } from '../../protocol/language.ts';
import type { SessionEvent } from '../../protocol/events.ts';
import type { Problems } from './files/problems.ts';

type Append = (event: SessionEvent) => Promise<void>;

const PLACE = 'POST /api';

/**
 * Appends posted events and tells the person when they are not kept, until one is again: the programs that post them
 * ignore the answer, and their session would only seem to have fallen silent.
 */
export function tellOfRefusedPosts(append: Append, problems: Problems): Append {
  return async (event) => {
    try {
      await append(event);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = inEnglish`Posted events could not be kept (${reason}), so what they tell may be missing here. Look at the disk with the journal: it may be full.`;
      problems.blocked({ place: PLACE, session: null, message });
      throw error;
    }
    problems.readable(PLACE);
  };
}
