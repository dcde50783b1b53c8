import type { You } from '../../src/protocol/access.ts';
import { PROTOCOL_VERSION } from '../../src/protocol/frames.ts';
import type { AnswerTo, Question } from '../../src/protocol/questions.ts';
import type { RecordingHead } from '../../src/protocol/recording.ts';
import { isReplayQuestion, toldMoment, toldTime } from '../../src/protocol/replayQuestions.ts';
import type { ReplayAnswers } from '../../src/protocol/replayQuestions.ts';
import type { Timeline } from '../../src/protocol/timeline.ts';
import { Theme } from '../theme.ts';
import type { Host, HostListener } from '../transports/host.ts';

/** The file of a recording: what a server would answer about this one session is answered from its events. */
export class RecordingHost implements Host {
  readonly theme = new Theme();
  readonly notifies = false;
  readonly signOut = null;
  readonly address = null;
  readonly downloadReport = null;
  readonly historyPlace = null;
  readonly exportFormats = [];
  readonly recording: RecordingHead;
  readonly #timeline: Timeline;

  constructor(recording: RecordingHead, timeline: Timeline) {
    this.recording = recording;
    this.#timeline = timeline;
  }

  start({ frame, follow }: HostListener): void {
    const { summary, version } = this.recording;
    const you: You = { role: 'guest', session: summary.id, may: ['read_session'] };
    // The clock of the session's last sign of life: what is over by now went on then.
    const now = summary.activity?.at ?? this.recording.madeAt;
    const sharing = { lan: false, tunnel: false };
    frame({ type: 'hello', protocol: PROTOCOL_VERSION, epoch: 'recording', version, now, you, sharing });
    frame({ type: 'sessions', sessions: [summary], total: 1, next: null });
    window.addEventListener('hashchange', () => follow(summary.id, this.rememberedMoment()));
  }

  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    return (await this.#answer(question)) as AnswerTo<Q>;
  }

  async #answer(question: Question): Promise<ReplayAnswers[keyof ReplayAnswers]> {
    if (!isReplayQuestion(question)) throw new Error('This is a recording: there is no server to ask.');
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
  rememberSession(): void {}
  showHistory(): void {}
  exportSession(): void {}
  openSession(): void {}

  rememberedSession(): string {
    return this.recording.summary.id;
  }

  /** The page begins with the session's first event, unless its address asks for a moment: before it there is nothing. */
  rememberedMoment(): number {
    const at = Number(new URLSearchParams(location.hash.slice(1)).get('t') ?? NaN);
    return Number.isSafeInteger(at) && at >= 0 ? at : this.#timeline.place(1).time;
  }

  rememberMoment(_session: string, at: number | null): void {
    if (at !== null) history.replaceState(null, '', `#t=${at}`);
  }

  wantsHistory(): boolean {
    return false;
  }
}

function told<T extends { readonly time: number }>(each: T): Omit<T, 'time'> & { readonly time: string } {
  return { ...each, time: toldTime(each.time) ?? '' };
}
