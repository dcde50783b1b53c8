import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { formatDuration } from '../../src/protocol/format.ts';
import { phaseSteps } from '../../src/protocol/pipeline.ts';
import type { PhaseStep } from '../../src/protocol/pipeline.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { SessionMoment } from '../moment.ts';
import type { Panel } from './panel.ts';

const WORDS = { done: 'done', current: 'now', todo: 'to come', unseen: 'not seen', ended: 'ended here' } as const;
const ICONS = { done: 'done', current: 'doing', todo: 'todo', unseen: 'todo', ended: 'stopped' } as const;

export const pipelinePanel: Panel = {
  id: 'pipeline',
  title: 'Phases',
  area: 'top',
  render: pipeline,
};

function pipeline({ state, now }: SessionMoment): TemplateResult {
  return html`<ol class="pipeline">
    ${phaseSteps(state, now).map(phaseStep)}
  </ol>`;
}

function phaseStep(step: PhaseStep): TemplateResult {
  const time = step.duration === null ? '' : formatDuration(step.duration);
  return html`
    <li class="step step-${step.state}" aria-current=${step.state === 'current' ? 'step' : 'false'}>
      <span class="step-mark">${icon(ICONS[step.state])}</span>
      <span class="step-name" title=${plainText(step.name)}>${plainText(step.name)}</span>
      <span class="step-time">${[WORDS[step.state], time].filter(Boolean).join(' · ')}</span>
    </li>
  `;
}
