import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { isLive } from '../../src/protocol/selectors.ts';
import { formatSecond } from '../clock.ts';
import type { SessionMoment } from '../moment.ts';
import { choice } from '../share/parts.ts';
import type { Option } from '../share/parts.ts';

type Subject = 'whole' | 'rest' | 'live';
type Seconds = '15' | '30' | '60';

/** What a person wants of a video. */
export interface VideoWish {
  readonly subject: Subject;
  readonly seconds: Seconds;
  readonly skipsIdle: boolean;
}

export const FIRST_WISH: VideoWish = { subject: 'whole', seconds: '30', skipsIdle: true };

function lengths(): readonly Option<Seconds>[] {
  return [
    { value: '15', label: t('15 s') },
    { value: '30', label: t('30 s') },
    { value: '60', label: t('1 min') },
  ];
}

interface VideoForm {
  readonly moment: SessionMoment;
  readonly wish: VideoWish;
  readonly wanted: (wish: VideoWish) => void;
  readonly record: () => void;
}

/** What to record, and how. */
export function videoForm({ moment, wish, wanted, record }: VideoForm): TemplateResult {
  const subjects = subjectsOf(moment);
  const subject = wantedSubject(moment, wish);
  const pace = html`
    ${choice(t('Length'), 'video-length', lengths(), { chosen: wish.seconds, choose: (seconds) => wanted({ ...wish, seconds }) })}
    <label class="video-idle">
      <input
        type="checkbox"
        .checked=${wish.skipsIdle}
        @change=${({ currentTarget }: Event) =>
          wanted({ ...wish, skipsIdle: (currentTarget as HTMLInputElement).checked })}
      />
      ${t`Skip the time in which nothing happened`}
    </label>
  `;
  return html`
    ${choice(t('What'), 'video-subject', subjects, { chosen: subject, choose: (value) => wanted({ ...wish, subject: value }) })}
    ${subject === 'live' ? html`<p>${t`It is recorded until you stop it.`}</p>` : pace}
    <p class="quiet">
      ${t`This browser draws and records it while it plays, at 1280 × 720: a video of 30 s takes 30 s. Keep this page in sight; while it is not, the recording waits. Keys and passwords that are recognised are masked, and there is no sound.`}
    </p>
    <p><button class="main-button" @click=${record}>${t`Record`}</button></p>
  `;
}

/** What was wished for, where that can still be had. */
export function wantedSubject(moment: SessionMoment, { subject }: VideoWish): Subject {
  return subjectsOf(moment).some(({ value }) => value === subject) ? subject : 'whole';
}

function subjectsOf({ state, now, replayed }: SessionMoment): readonly Option<Subject>[] {
  return [
    { value: 'whole', label: t('The whole session') },
    ...(replayed ? ([{ value: 'rest', label: t`From ${formatSecond(now)} on` }] as const) : []),
    ...(!replayed && isLive(state, now) ? ([{ value: 'live', label: t('What happens now') }] as const) : []),
  ];
}
