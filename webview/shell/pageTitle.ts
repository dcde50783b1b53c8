import { plainText } from '../log/ansi.ts';
import { formatTime } from '../clock.ts';
import type { Moment } from '../moment.ts';
import type { Replayed } from '../replay/replay.ts';
import { wordsOf } from '../statusWords.ts';

/** The status first: it is what fits into a browser's tab. */
export function pageTitle({ view, now }: Moment, replayed: Replayed | null): string {
  const state = view.followed?.state;
  if (replayed !== null) {
    const { at, state: then } = replayed;
    return `Replay ${formatTime(at)} · ${plainText((state ?? then).project ?? then.id)} · Livestream`;
  }
  if (state === undefined) return 'Context Foundry Livestream';
  const { word } = wordsOf(state, now, view.connection);
  return `${word} · ${plainText(state.project ?? state.id)} · Livestream`;
}
