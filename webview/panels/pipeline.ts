import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration, formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { phaseSteps, timesEntered } from '../../src/protocol/pipeline.ts';
import type { PhaseStep } from '../../src/protocol/pipeline.ts';
import { isAgentSession } from '../../src/protocol/selectors.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import { whyButton } from '../why/whyButton.ts';
import type { Panel } from './panel.ts';

const ICONS = { done: 'done', current: 'doing', todo: 'todo', unseen: 'todo', ended: 'stopped' } as const;

export const pipelinePanel: Panel = {
  id: 'pipeline',
  get title() {
    return t('Phases');
  },
  area: 'top',
  aside: ({ state }, actions) =>
    html`${
      state.phasesInferred
        ? html`<span
            class="mark"
            title=${t`Concluded from what the agent does: reading, planning, changing files, running tests`}
            >${t`inferred`}</span
          >`
        : ''
    }
    ${whyButton({ of: 'phases' }, t('Phases'), actions)}`,
  render: pipeline,
};

function pipeline({ state, now, upToDate }: SessionMoment): TemplateResult | null {
  if (state.phases.length === 0 && isAgentSession(state)) return null;
  const steps = phaseSteps(state, now);
  // What the agent never did may never come: there is no plan that it follows.
  const shown = state.phasesInferred ? steps.filter(({ duration }) => duration !== null).map(seen) : steps;
  const times = timesEntered(state);
  return html`<ol class="pipeline">
    ${shown.map((step) => phaseStep(step, times.get(step.name) ?? 0, upToDate))}
  </ol>`;
}

/** Agents go back and forth: a phase behind the current one was done before, whatever its place in the row. */
function seen(step: PhaseStep): PhaseStep {
  return step.state === 'todo' ? { ...step, state: 'done' } : step;
}

function stepWord({ state, duration }: PhaseStep, upToDate: boolean): string {
  switch (state) {
    case 'done':
      return t('done');
    case 'current':
      return upToDate ? t('now') : t('when last seen');
    case 'todo':
      // A failing test leads back to a phase before it.
      return duration === null ? t('to come') : t('to come again');
    case 'unseen':
      return t('not seen');
    case 'ended':
      return t('ended here');
  }
}

function phaseStep(step: PhaseStep, times: number, upToDate: boolean): TemplateResult {
  const time = step.duration === null ? '' : formatDuration(step.duration);
  const entered = times > 1 ? t`entered ${formatExact(times)}\u00a0×` : '';
  return html`
    <li class="step step-${step.state}" aria-current=${step.state === 'current' ? 'step' : 'false'}>
      <span class="step-mark">${icon(ICONS[step.state])}</span>
      <span class="step-name" title=${plainText(step.name)}>${plainText(step.name)}</span>
      <span class="step-time">${[stepWord(step, upToDate), time, entered].filter(Boolean).join(' · ')}</span>
    </li>
  `;
}
