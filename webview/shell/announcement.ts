import { phaseWord } from '../../src/protocol/phases.ts';
import { t } from '../../src/protocol/language.ts';
import { currentPhase } from '../../src/protocol/selectors.ts';
import { plainText } from '../log/ansi.ts';
import type { Moment } from '../moment.ts';
import { wordsOf } from '../statusWords.ts';
import { headline } from './connectionBar.ts';

/** What a screen reader says unasked: it changes when the status, the phase or the connection does, and only then. */
export function announcement(moment: Moment, replayed: boolean): string {
  const { view, now } = moment;
  if (view.connection === 'lost') return `${headline(moment)}.`;
  if (replayed) return t('Replay: what you see is from then.');
  const state = view.followed?.state;
  if (state === undefined) return '';
  const { word, verdict } = wordsOf(state, now, view.connection);
  const phase = currentPhase(state);
  const name = plainText(state.project ?? state.id);
  const inPhase = phase === null ? '' : ` ${t`Phase ${plainText(phaseWord(phase))}.`}`;
  return `${name}: ${word}. ${verdict}.${inPhase}`;
}
