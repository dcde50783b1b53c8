import { plainText } from '../log/ansi.ts';
import type { Moment } from '../moment.ts';
import { wordsOf } from '../statusWords.ts';

/** The status first: it is what fits into a browser's tab. */
export function pageTitle({ view, now }: Moment): string {
  const state = view.followed?.state;
  if (state === undefined) return 'Context Foundry Livestream';
  const { word } = wordsOf(state, now, view.connection);
  return `${word} · ${plainText(state.project ?? state.id)} · Livestream`;
}
