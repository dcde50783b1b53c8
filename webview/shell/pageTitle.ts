import { plainText } from '../log/ansi.ts';
import { formatTime } from '../clock.ts';
import { urgencyOf } from '../../src/protocol/urgency.ts';
import type { Urgency } from '../../src/protocol/urgency.ts';
import type { Place, ViewName } from '../place.ts';
import type { Moment } from '../moment.ts';
import type { Replayed } from '../replay/replay.ts';
import { wordsOf } from '../statusWords.ts';

/** The status first: it is what fits into a browser's tab. */
export function pageTitle(moment: Moment, place: Place, replayed: Replayed | null): string {
  const { view, now } = moment;
  const state = view.followed?.state;
  if (replayed !== null) {
    const { at, state: then } = replayed;
    return `Replay ${formatTime(at)} · ${plainText((state ?? then).project ?? then.id)} · Livestream`;
  }
  if (state === undefined) return titleOfView(moment, place.view);
  const { word } = wordsOf(state, now, view.connection);
  return `${word} · ${plainText(state.project ?? state.id)} · Livestream`;
}

const VIEW_TITLES: Readonly<Partial<Record<ViewName, string>>> = {
  history: 'History',
  compare: 'Compare',
  trends: 'Trends',
  report: 'Report',
  diagnostics: 'Diagnostics',
  night: 'Night',
};

/** How many need the person, or else how many run; and which view it is. */
function titleOfView({ view, now, upToDate }: Moment, shown: ViewName): string {
  const urgencies = [...(view.sessions?.values() ?? [])].map((session) => urgencyOf(session, now));
  const count = (wanted: Urgency): number => urgencies.filter((urgency) => urgency === wanted).length;
  const [asking, running] = [count('needs_you'), count('running')];
  const words =
    asking > 0 ? `${asking} ${asking === 1 ? 'needs' : 'need'} you` : running > 0 ? `${running} running` : '';
  const parts = [upToDate ? words : '', VIEW_TITLES[shown] ?? '', 'Livestream'].filter(Boolean);
  return parts.length === 1 ? 'Context Foundry Livestream' : parts.join(' · ');
}
