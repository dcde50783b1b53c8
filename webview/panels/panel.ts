import type { TemplateResult } from 'lit';
import type { SessionMoment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';

/** Across the page, in the three columns from left to right, or in the row of charts beneath them. */
export type Area = 'top' | 'facts' | 'stream' | 'use' | 'charts';

/** One part of the page: a file in this folder and a line in registry.ts. */
export interface Panel {
  /** Names its element and its styles: `.panel-<id>`. */
  readonly id: string;
  readonly title: string;
  /** Its title where the session is shown as it was. */
  readonly titleThen?: string;
  readonly area: Area;
  /** A few words beside the title. */
  readonly aside?: (moment: SessionMoment, actions: Actions) => TemplateResult | string;
  /** null leaves the panel out. */
  readonly render: (moment: SessionMoment, actions: Actions) => TemplateResult | null;
}
