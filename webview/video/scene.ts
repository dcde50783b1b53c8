import { maskState } from '../../src/protocol/redaction/sessionFacts.ts';
import type { SessionState } from '../../src/protocol/state.ts';
import { plainText } from '../log/ansi.ts';

/** What one frame of a video shows. */
export interface Scene {
  /** Masked. */
  readonly state: SessionState;
  /** ms since the Unix epoch. */
  readonly now: number;
  readonly replayed: boolean;
}

/**
 * A file is given away sooner or later, so what the owner's own page shows is masked here too. What no frame shows is left
 * out before, since masking it would only cost.
 */
export function sceneOf(state: SessionState, now: number, replayed: boolean): Scene {
  const drawn = { ...state, artifacts: {}, custom: [], alerts: [], alertConditions: {}, notes: [] };
  return { state: maskState(drawn), now, replayed };
}

/** One line of text without colours, breaks or hidden characters. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}
