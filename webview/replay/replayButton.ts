import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { formatSecond, formatTime } from '../clock.ts';
import { icon } from '../icons.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';
import { problemNotice } from '../shell/problemNotice.ts';
import type { Replaying } from './replaying.ts';

/** Shows the session again, from its beginning. */
export function replayButton(
  { view }: Moment,
  actions: Actions,
  { replay }: Replaying,
): TemplateResult | typeof nothing {
  const session = view.followed?.session;
  if (session === undefined || replay?.live === null) return nothing;
  const press = (): void => (replay === null ? actions.openSession(session, 0) : replay.live?.());
  return html`<button
    class="navigation-item replay-open"
    title=${replay === null ? t`Show the session again, moment by moment` : t`Back to what happens now`}
    @click=${press}
  >
    ${icon(replay === null ? 'replay' : 'running')}<span>${replay === null ? t`Replay` : t`Live`}</span>
  </button>`;
}

/** In sight wherever the page is scrolled to: nobody may take what was for what is. */
export function replayMark({ replay, replayed }: Replaying): TemplateResult | typeof nothing {
  if (replay === null) return nothing;
  if (replayed === null) return html`<span class="replay-mark">${icon('replay')}${t`Replay`}</span>`;
  return html`<span class="replay-mark" title=${formatSecond(replayed.at)}>
    ${icon('replay')}<span><span class="replay-mark-word">${t`Replay`} · </span>${formatTime(replayed.at)}</span>
  </span>`;
}

/** Its code is the server's too, and did not come. */
export function replayProblem({ failed }: Replaying, dismiss: () => void): TemplateResult | typeof nothing {
  if (!failed) return nothing;
  return problemNotice(t('The replay could not be opened'), t('the server cannot be reached.'), {
    [t('Close')]: dismiss,
  });
}
