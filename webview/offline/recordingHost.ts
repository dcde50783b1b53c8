import type { You } from '../../src/protocol/access.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/frames.ts';
import { t } from '../../src/protocol/language.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import type { RecordingHead } from '../../src/protocol/recording.ts';
import { isReplayQuestion, toldMoment, toldTime } from '../../src/protocol/replayQuestions.ts';
import { linesQuery } from '../../src/protocol/questions.ts';
import type { LinesPage } from '../../src/protocol/logPages.ts';
import type { ReplayAnswers } from '../../src/protocol/replayQuestions.ts';
import type { Timeline } from '../../src/protocol/timeline.ts';
import { placeAddress, readPlace, sessionPlace } from '../place.ts';
import type { Place } from '../place.ts';
import { Theme } from '../theme.ts';
import type { Host, HostListener } from '../transports/host.ts';

/** The file of a recording: what a server would answer about this one session is answered from its events. */
export class RecordingHost implements Host {
  readonly theme = new Theme();
  readonly notifies = false;
  readonly signOut = null;
  readonly address = null;
  readonly downloadReport = null;
  readonly exportFormats = [];
  readonly recording: RecordingHead;
  readonly #timeline: Timeline;

  constructor(recording: RecordingHead, timeline: Timeline) {
    this.recording = recording;
    this.#timeline = timeline;
  }

  start({ frame, moved }: HostListener): void {
    const { summary, version } = this.recording;
    const you: You = { role: 'guest', session: summary.id, may: ['read_session'] };
    // The clock of the session's last sign of life: what is over by now went on then.
    const now = summary.activity?.at ?? this.recording.madeAt;
    const sharing = { lan: false, tunnel: false };
    frame({ type: 'hello', protocol: PROTOCOL_VERSION, epoch: 'recording', version, now, you, sharing, muted: [] });
    frame({ type: 'sessions', sessions: [summary], total: 1, next: null });
    window.addEventListener('hashchange', () => moved());
  }

  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    return (await this.#answer(question)) as AnswerTo<Q>;
  }

  async #answer(question: Question): Promise<ReplayAnswers[keyof ReplayAnswers] | LinesPage> {
    if (question.about === 'lines') return this.#timeline.lines(linesQuery(question));
    if (!isReplayQuestion(question)) throw new Error(t('This is a recording: there is no server to ask.'));
    const { marks, series } = this.#timeline;
    switch (question.about) {
      case 'replay':
        return toldMoment(await this.#timeline.moment(question, question.events));
      case 'marks':
        return { marks: marks.list().map(told), omitted: marks.omitted() };
      case 'series': {
        const each = series.list().map(({ points, ...named }) => ({ ...named, points: points.map(told) }));
        return { series: each, omitted: series.omitted() };
      }
    }
  }

  /** There is nobody to send to, to reach, or to tell of a choice. */
  send(): void {}
  reconnect(): void {}
  exportSession(): void {}

  /** The page begins with the session's first event, unless its address asks for a moment: before it there is nothing. */
  readonly place = {
    read: (): Place => {
      const { id } = this.recording.summary;
      const asked = readPlace(`${location.hash.slice(1)}&${new URLSearchParams({ session: id })}`);
      return { ...sessionPlace(id, asked?.at ?? this.#timeline.place(1).time), line: asked?.line ?? null };
    },
    keep: ({ at }: Place): void => {
      if (at !== null) history.replaceState(null, '', `#t=${at}`);
    },
    /** There is nowhere else to go. */
    go: (): void => {},
    back: (): void => {},
  };

  lineLink(session: string, line: number, at: number | null): Promise<string> {
    const hash = `#${placeAddress({ ...sessionPlace(session, at), line })}`;
    return Promise.resolve(`${location.href.replace(/#.*/, '')}${hash}`);
  }
}

function told<T extends { readonly time: number }>(each: T): Omit<T, 'time'> & { readonly time: string } {
  return { ...each, time: toldTime(each.time) ?? '' };
}
