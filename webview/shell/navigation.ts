import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { bell } from '../alerts/bell.ts';
import type { AlertFeed } from '../alerts/alertFeed.ts';
import { icon } from '../icons.ts';
import type { IconName } from '../icons.ts';
import type { Moment } from '../moment.ts';
import { placeOfView } from '../place.ts';
import type { Place, ViewName } from '../place.ts';
import { replayButton } from '../replay/replayButton.ts';
import type { Replaying } from '../replay/replaying.ts';
import { viewName } from '../viewName.ts';
import type { Actions } from './actions.ts';
import { shareButton } from './shareButton.ts';

interface Navigation {
  readonly place: Place;
  readonly replaying: Replaying;
  readonly feed: AlertFeed;
}

const MORE = 'navigation-more';

/**
 * The way to every view: a rail beside the page where there is room, tabs beneath it on a phone, where the rarer ones wait
 * behind "More". Whoever may see one session only has nowhere else to go.
 */
export function navigation(moment: Moment, actions: Actions, shown: Navigation): TemplateResult | typeof nothing {
  const { place, replaying, feed } = shown;
  if (actions.recording !== null) return nothing;
  const { you } = moment.view;
  const to = (view: ViewName, sign: IconName): TemplateResult => {
    const item = { label: viewName(view), sign, current: place.view === view };
    return viewButton(placeOfView(view, place, moment.wanted), item, actions);
  };
  const night = to('night', 'dark');
  const replay = replayButton(moment, actions, replaying);
  if (you !== null && you.session !== null) {
    return html`<nav class="navigation navigation-guest" aria-label=${t`Views`}>
      ${to('session', 'running')} ${replay} ${night}
    </nav>`;
  }
  // A choice made, the phone shows what was chosen.
  const fold = ({ currentTarget }: Event): void => {
    const more = currentTarget as HTMLElement;
    if (more.matches(':popover-open')) more.hidePopover();
  };
  return html`<nav class="navigation" aria-label=${t`Views`}>
    ${to('now', 'now')} ${to('session', 'running')} ${to('history', 'history')} ${bell(moment, actions, feed)}
    <button class="navigation-item navigation-more-button" popovertarget=${MORE}>
      ${icon('more')}<span>${t`More`}</span>
    </button>
    <div class="navigation-more" id=${MORE} popover @click=${fold}>
      ${to('compare', 'compare')} ${to('trends', 'trends')} ${to('report', 'report')} ${replay}
      ${shareButton(moment, actions)} ${to('diagnostics', 'diagnostics')} ${night}
    </div>
  </nav>`;
}

interface Item {
  readonly label: string;
  readonly sign: IconName;
  readonly current: boolean;
}

function viewButton(place: Place, { label, sign, current }: Item, actions: Actions): TemplateResult {
  return html`<button
    class="navigation-item"
    aria-current=${current ? 'page' : nothing}
    @click=${() => actions.place.go(place)}
  >
    ${icon(sign)}<span>${label}</span>
  </button>`;
}
