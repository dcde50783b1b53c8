import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Moment, SessionMoment } from '../moment.ts';
import type { Area, Panel } from '../panels/panel.ts';
import { PANELS } from '../panels/registry.ts';
import type { Export } from '../export/exportDialog.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { AlertFeed } from '../alerts/alertFeed.ts';
import { alertsProblem } from '../alerts/bell.ts';
import type { Notifications } from '../alerts/notifications.ts';
import { replayProblem } from '../replay/replayButton.ts';
import type { Replaying } from '../replay/replaying.ts';
import type { Actions } from './actions.ts';
import { afterPaint } from './afterPaint.ts';
import { announcement } from './announcement.ts';
import { connectionBar } from './connectionBar.ts';
import { diagnosticsView } from '../diagnostics/diagnosticsView.ts';
import { nightView } from '../night/nightView.ts';
import { nowView } from '../now/nowView.ts';
import '../keys/keyMapDialog.ts';
import { isHistory } from '../place.ts';
import type { Place, ViewName } from '../place.ts';
import { header } from './header.ts';
import { navigation } from './navigation.ts';
import type { Why } from '../why/whyDialog.ts';
import type { WhySubject } from '../why/subject.ts';
import { historyProblem, notices, shareProblem, videoProblem, whyProblem } from './notices.ts';
import type { History } from '../history/history.ts';
import type { Share } from '../share/share.ts';
import { recordingNote } from './recordingNote.ts';
import { sessionTitle } from './sessionTitle.ts';
import { statusLine } from './statusLine.ts';
import type { Video } from '../video/video.ts';
import { withoutSession } from './withoutSession.ts';

/** The dialogs that are open. */
export interface Open {
  /** The number whose explanation is open. `failed`: its code could not be loaded. */
  readonly why: WhySubject | null | 'failed';
  /** `failed`: as above. */
  readonly share: boolean | 'failed';
  /** `failed`: as above. */
  readonly alerts: boolean | 'failed';
  readonly export: boolean;
  /** What the keys do. */
  readonly keys: boolean;
  /** What to record is chosen. `failed`: as above. */
  readonly video: boolean | 'failed';
}

export const NOTHING_OPEN: Open = { why: null, share: false, alerts: false, export: false, video: false, keys: false };

/** What the page shows besides the moment, and goes on by itself. */
export interface Shown {
  readonly place: Place;
  /** The code of the history's views could not be loaded. */
  readonly historyFailed: boolean;
  readonly replaying: Replaying;
  readonly feed: AlertFeed;
  /** null where something else tells of alerts. */
  readonly notifications: Notifications | null;
}

/** The whole page at one moment. */
export function page(moment: Moment, actions: Actions, open: Open, shown: Shown): TemplateResult {
  const { why, share } = open;
  const { replaying, feed, place } = shown;
  const session = replaying.sessionIn(moment);
  const replayed = replaying.replayed !== null;
  const explained: Why | null =
    why === null || why === 'failed' || session === null
      ? null
      : {
          subject: why,
          moment: session,
          ask: actions.recording === null ? actions.ask : null,
          close: () => actions.closeWhy(why),
        };
  const shared: Share | null =
    share === true ? { moment, ask: actions.ask, address: actions.address, close: () => actions.share(false) } : null;
  const { view } = place;
  const mayReadAll = moment.view.you?.may.includes('read_all') === true;
  const allSessions: History | null =
    isHistory(view) && mayReadAll
      ? {
          ...{ moment, ask: actions.ask, open: actions.openSession, download: actions.downloadReport },
          ...{ shown: { ...place, view }, place: actions.place },
        }
      : null;
  if (view === 'night') return nightView(moment, place.session, actions.endNight);
  return html`
    <div class="page" ?data-stale=${!moment.upToDate && !replayed} ?data-replay=${replaying.replay !== null}>
      ${navigation(moment, actions, { place, replaying, feed })}
      <div class="content">
        ${header(moment, actions, { view, session, replaying })} ${connectionBar(moment, actions)}
        <p class="visually-hidden" role="status">${announcement(moment, replayed)}</p>
        <main tabindex="-1">
          ${share === 'failed' ? shareProblem(actions) : nothing}
          ${shown.historyFailed && isHistory(view) ? historyProblem(actions) : nothing}
          ${open.alerts === 'failed' ? alertsProblem(actions) : nothing}
          ${why === 'failed' ? whyProblem(actions) : nothing}
          ${open.video === 'failed' ? videoProblem(actions) : nothing} ${recordingNote(actions)}
          ${replayProblem(replaying, () => replaying.dismissFailure())} ${notices(moment, actions, view)}
          <livestream-history .history=${allSessions} ?hidden=${allSessions === null}></livestream-history>
          ${viewOf(view, { moment, actions, session, replayed })}
        </main>
        <livestream-replay .replay=${view === 'session' ? replaying.replay : null}></livestream-replay>
      </div>
      <livestream-why .why=${explained}></livestream-why>
      <livestream-share .share=${shared}></livestream-share>
      <livestream-alerts .alerts=${open.alerts === true ? alertsOf(moment, actions, shown) : null}></livestream-alerts>
      <livestream-export
        .export=${open.export && session !== null ? exportOf(session, actions) : null}
      ></livestream-export>
      <livestream-key-map .close=${open.keys ? () => actions.keys(false) : null}></livestream-key-map>
      <livestream-video .video=${videoOf(session, actions, open)}></livestream-video>
    </div>
  `;
}

interface InView {
  readonly moment: Moment;
  readonly actions: Actions;
  readonly session: SessionMoment | null;
  readonly replayed: boolean;
}

function viewOf(view: ViewName, { moment, actions, session, replayed }: InView): unknown {
  if (view === 'now') return nowView(moment, actions);
  if (view === 'diagnostics') return diagnosticsView(moment, actions.ask);
  return view === 'session' ? sessionOrWhyNot(session, moment, actions, replayed) : nothing;
}

function exportOf({ state: { id } }: SessionMoment, actions: Actions): Export {
  return {
    formats: actions.exportFormats ?? [],
    save: (format) => actions.exportSession(id, format),
    video: () => actions.video(true),
    close: () => actions.export(false),
  };
}

function videoOf(moment: SessionMoment | null, actions: Actions, { video }: Open): Video {
  return { open: video === true, moment, ask: actions.ask, close: () => actions.video(false) };
}

function alertsOf(moment: Moment, actions: Actions, { feed, notifications }: Shown): Alerts {
  const open = (session: string, at: number): void => {
    actions.alerts(false);
    actions.openSession(session, at);
  };
  return { moment, ask: actions.ask, feed, notifications, open, close: () => actions.alerts(false) };
}

/** What a person stopped at in what happens now, a line of the log for instance, is not what was then. */
function sessionOrWhyNot(session: SessionMoment | null, moment: Moment, actions: Actions, replayed: boolean): unknown {
  if (session === null) return withoutSession(moment, actions);
  return keyed(`${replayed ? 'replay' : 'live'} ${session.state.id}`, sessionView(session, actions));
}

function sessionView(moment: SessionMoment, actions: Actions): TemplateResult {
  const area = (name: Area): TemplateResult =>
    html`<div class="area area-${name}">
      ${PANELS.map((panel) => (panel.area === name ? section(panel, moment, actions) : nothing))}
    </div>`;
  return html`
    ${sessionTitle(moment)} ${statusLine(moment, actions)} ${area('top')}
    <div class="columns">${area('facts')} ${afterPaint(() => area('stream'))} ${afterPaint(() => area('use'))}</div>
    ${afterPaint(() => area('charts'))}
  `;
}

function section(panel: Panel, moment: SessionMoment, actions: Actions): TemplateResult | typeof nothing {
  const content = panel.render(moment, actions);
  if (content === null) return nothing;
  return html`
    <section class="panel panel-${panel.id}" aria-labelledby="panel-${panel.id}">
      <div class="panel-head">
        <h2 id="panel-${panel.id}">${moment.replayed ? (panel.titleThen ?? panel.title) : panel.title}</h2>
        ${panel.aside ? html`<span class="panel-aside">${panel.aside(moment, actions)}</span>` : nothing}
      </div>
      ${content}
    </section>
  `;
}
