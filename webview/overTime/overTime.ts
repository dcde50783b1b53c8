import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { SessionState } from '../../src/protocol/state.ts';
import { chartFigure, emptyChart } from '../charts/chartFigure.ts';
import type { TimeChart } from '../charts/timeChart.ts';
import { moved, within, zoomed } from '../charts/timeRange.ts';
import type { TimeRange } from '../charts/timeRange.ts';
import type { Actions } from '../shell/actions.ts';
import { whyButton } from '../why/whyButton.ts';
import { chartKey } from './chartKeys.ts';
import { contextOverTime } from './contextCourse.ts';
import type { Course } from './course.ts';
import { eventsOverTime, rateOverTime } from './rateCourses.ts';
import { timeTools } from './timeTools.ts';
import { costOverTime, tokensOverTime } from './useCourses.ts';

/** A session at a moment, and its time from the first fact to the end. */
export interface SessionTime {
  readonly state: SessionState;
  readonly whole: TimeRange;
}

const COURSES: readonly Course[] = [contextOverTime, tokensOverTime, costOverTime, rateOverTime, eventsOverTime];

/** The charts of a session on one axis of time: what is pointed at or zoomed into in one, is so in all. */
export class OverTime extends LitElement {
  static override readonly properties = {
    time: { attribute: false },
    actions: { attribute: false },
    zoom: { state: true },
  };

  declare time: SessionTime;
  declare actions: Actions;
  /** The part that a person looks at, which stays while the session goes on; null: the whole. */
  declare zoom: TimeRange | null;

  constructor() {
    super();
    this.zoom = null;
  }

  /** Without a shadow: the page's one stylesheet holds here too. */
  override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const { whole } = this.time;
    const view = this.#view;
    return html`
      ${guard([view.from, view.to, whole.from, whole.to], () => timeTools({ whole, view, show: this.#show }))}
      ${COURSES.map((course) =>
        guard([whole.from, whole.to, view.from, view.to, ...course.parts(this.time.state)], () =>
          this.#row(course, view),
        ),
      )}
    `;
  }

  get #view(): TimeRange {
    return this.zoom === null ? this.time.whole : within(this.zoom, this.time.whole);
  }

  #row(course: Course, view: TimeRange): TemplateResult {
    const { id, title } = course;
    const { data, words } = course.told(this.time.state, this.time.whole);
    return html`
      <section class="course panel-${id}" aria-labelledby="course-${id}">
        <div class="panel-head">
          <h3 id="course-${id}">${title}</h3>
          <span class="panel-aside">${whyButton({ of: id }, title, this.actions)}</span>
        </div>
        ${
          data === null
            ? emptyChart(words)
            : chartFigure(data, words, words, { view, zoomed: this.#zoomed, key: this.#pressed })
        }
      </section>
    `;
  }

  readonly #show = (view: TimeRange | null): void => {
    const { whole } = this.time;
    const part = view === null ? null : within(view, whole);
    this.zoom = part === null || (part.from <= whole.from && part.to >= whole.to) ? null : part;
  };

  readonly #zoomed = ({ detail }: CustomEvent<TimeRange | null>): void => this.#show(detail);

  readonly #pressed = (event: KeyboardEvent): void => {
    const does = chartKey(event);
    if (does === null) return;
    // Elsewhere on the page the same keys mean something else, in a replay for instance.
    event.preventDefault();
    event.stopPropagation();
    const chart = event.currentTarget as TimeChart;
    const view = this.#view;
    const at = chart.pointedAt ?? view.to;
    switch (does.do) {
      case 'point':
        return chart.pointAt(Math.min(view.to, Math.max(view.from, at + does.by * (view.to - view.from))));
      case 'end':
        return chart.pointAt(view[does.end]);
      case 'zoom':
        return this.#show(zoomed(view, does.factor, at));
      case 'move':
        return this.#show(moved(view, does.by));
      case 'whole':
        return this.#show(null);
    }
  };
}

customElements.define('livestream-over-time', OverTime);
