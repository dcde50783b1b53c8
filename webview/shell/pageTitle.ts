import { plainText } from '../log/ansi.ts';
import { formatTime } from '../clock.ts';
import { count } from '../../src/protocol/count.ts';
import { t } from '../../src/protocol/language.ts';
import { urgencyOf } from '../../src/protocol/urgency.ts';
import type { Urgency } from '../../src/protocol/urgency.ts';
import type { Place, ViewName } from '../place.ts';
import type { Moment } from '../moment.ts';
import type { Replayed } from '../replay/replay.ts';
import { wordsOf } from '../statusWords.ts';
import { viewName } from '../viewName.ts';

/** The status first: it is what fits into a browser's tab. */
export function pageTitle(moment: Moment, place: Place, replayed: Replayed | null): string {
  const { view, now } = moment;
  const state = view.followed?.state;
  if (replayed !== null) {
    const { at, state: then } = replayed;
    return `${t`Replay ${formatTime(at)}`} · ${plainText((state ?? then).project ?? then.id)} · Livestream`;
  }
  if (state === undefined) return titleOfView(moment, place.view);
  const { word } = wordsOf(state, now, view.connection);
  return `${word} · ${plainText(state.project ?? state.id)} · Livestream`;
}

/** How many need the person, or else how many run; and which view it is. */
function titleOfView({ view, now, upToDate }: Moment, shown: ViewName): string {
  const urgencies = [...(view.sessions?.values() ?? [])].map((session) => urgencyOf(session, now, view.muted));
  const many = (wanted: Urgency): number => urgencies.filter((urgency) => urgency === wanted).length;
  const [asking, running] = [many('needs_you'), many('running')];
  // The start and a session say by themselves what they are.
  const name = shown === 'now' || shown === 'session' ? '' : viewName(shown);
  const parts = [upToDate ? countWords(asking, running) : '', name, 'Livestream'].filter(Boolean);
  return parts.length === 1 ? 'Context Foundry Livestream' : parts.join(' · ');
}

function countWords(asking: number, running: number): string {
  if (asking > 0) return count(asking, { one: t('1 needs you'), other: t('{0} need you') });
  return running > 0 ? count(running, { one: t('1 running'), other: t('{0} running') }) : '';
}
