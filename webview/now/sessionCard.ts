import { phaseWord } from '../../src/protocol/phases.ts';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { count } from '../../src/protocol/count.ts';
import {
  formatCost,
  formatDuration,
  formatExact,
  formatPercent,
  formatTokens,
  formatUsd,
} from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { phasePlaces } from '../../src/protocol/pipeline.ts';
import { burnRate, elapsed, isAgentSession, sessionStatus } from '../../src/protocol/selectors.ts';
import { recordedLine } from '../../src/protocol/said.ts';
import { sessionLabel } from '../../src/protocol/sessionLabel.ts';
import type { SessionSummary } from '../../src/protocol/summary.ts';
import { formatSecond, formatTime } from '../clock.ts';
import { contextWords } from '../contextWords.ts';
import { icon } from '../icons.ts';
import { plainText } from '../log/ansi.ts';
import type { Moment } from '../moment.ts';
import type { Actions } from '../shell/actions.ts';
import { wordsOf } from '../statusWords.ts';
import { contextRing } from './contextRing.ts';
import { COURSE_AT_LEAST, sparkline } from './sparkline.ts';

/** One session, to be read from a chair: what it does and since when, how far it is, what it costs. */
export function sessionCard(session: SessionSummary, moment: Moment, actions: Actions): TemplateResult {
  const { now, view } = moment;
  const status = sessionStatus(session, now);
  const { word, tone, icon: shape, verdict } = wordsOf(session, now, view.connection);
  const evidence = plainText(status.evidence);
  return html`
    <article class="card tone-${tone}">
      <div class="card-state">
        <span class="card-icon">${icon(shape)}</span>
        <strong class="card-word" title=${verdict}>${word}</strong>
        ${view.muted.has(session.id) ? html`<span class="card-muted">${t('muted')}</span>` : nothing}
        <span class="card-age">${age(session, moment)}</span>
      </div>
      <div class="card-what">
        <h4>
          <button class="card-open" @click=${() => actions.choose(session.id)}>
            ${plainText(sessionLabel(session))}
          </button>
        </h4>
        <p class="card-where">${[...whereOf(session)].map((part) => html`<span>${plainText(part)}</span>`)}</p>
        <p class="card-evidence" title=${evidence}>${evidence}</p>
      </div>
      ${context(session)} ${progress(session, now)}
      <p class="card-cost">${cost(session, now)}</p>
      ${lastWords(session)}
    </article>
  `;
}

function whereOf(session: SessionSummary): ReadonlySet<string> {
  const { project, branch, model, task } = session;
  const asked = isAgentSession(session) ? project : (task?.replace(/\s+/g, ' ').trim() ?? null);
  return new Set([asked, branch, model].filter((part) => part !== null && part !== sessionLabel(session)) as string[]);
}

function age(session: SessionSummary, { clock, now }: Moment): string {
  const { since, name } = sessionStatus(session, now);
  // How long it is silent its evidence says.
  if (since === null || name === 'stalled') return '';
  const past = formatDuration(clock - since);
  const lasts = name === 'waiting' || name === 'idle' || (name === 'running' && session.turn !== null);
  return lasts ? t`for ${past}` : t`${past} ago`;
}

function context(session: SessionSummary): TemplateResult {
  const { contextPercent: percent, contextTokens: tokens } = session;
  const { word, tone } = contextWords(percent);
  const filled = percent === null && tokens !== null ? formatTokens(tokens) : formatPercent(percent);
  const isTokens = percent === null && tokens !== null;
  const words = isTokens ? t`Context window: ${filled} tokens, ${word}` : t`Context window: ${filled}, ${word}`;
  return html`<div class="card-context tone-${tone}" title=${words}>
    ${contextRing(percent)}
    <span class="card-percent"
      ><span class="visually-hidden">${t`Context window`} </span>${filled}<small
        >${isTokens ? t('tokens') : ''}</small
      ></span
    >
  </div>`;
}

function progress(session: SessionSummary, now: number): TemplateResult | typeof nothing {
  const places = phasePlaces(session, now).filter(({ state }) => !session.phasesInferred || state !== 'todo');
  const hasPhases = session.phasesEntered.length > 0 || !isAgentSession(session);
  const { tasksDone: done, tasksTotal: total } = session;
  if (!hasPhases && total === 0) return nothing;
  const phase = session.phase === null ? null : plainText(phaseWord(session.phase));
  return html`<div class="card-progress">
    ${
      hasPhases
        ? html`<span class="mini-pipeline" aria-hidden="true"
              >${places.map(({ state, name }) => html`<i class="mini-${state}" title=${plainText(name)}></i>`)}</span
            ><span class="card-phase"
              ><span class="visually-hidden">${t`Phase`} </span>${phase ?? t`no phase yet`}</span
            >`
        : nothing
    }
    ${
      total > 0
        ? html`<span class="card-tasks"
            ><progress max=${total} value=${done} aria-hidden="true"></progress
            >${count(total, { one: t('{1} of 1 task'), other: t('{1} of {0} tasks') }, formatExact(done))}</span
          >`
        : nothing
    }
  </div>`;
}

function cost(session: SessionSummary, now: number): TemplateResult {
  const spent = formatCost(session.cost);
  const rate = burnRate(session, now);
  const ran = elapsed(session, now);
  const perHour =
    rate === null
      ? null
      : rate.usdPerHour === null
        ? t`${formatTokens(rate.tokensPerHour)} tokens/h`
        : `${formatUsd(rate.usdPerHour)}/h`;
  return html`<strong title=${session.subscription ? t`At list prices; a subscription covers it` : t`Cost so far`}
      >${spent === '–' ? t`cost unknown` : spent}</strong
    >
    ${perHour === null ? nothing : html`<span title=${t`Burn rate over the last 15 minutes`}>${perHour}</span>`}
    ${ran === null ? nothing : html`<span title=${t`From its start`}>${session.end === null ? t`runs ${formatDuration(ran)}` : t`ran ${formatDuration(ran)}`}</span>`}`;
}

function lastWords({ lastLine, contextCourse }: SessionSummary): TemplateResult | typeof nothing {
  if (lastLine === null && contextCourse.length < COURSE_AT_LEAST) return nothing;
  return html`<div class="card-last">
    ${
      lastLine === null
        ? html`<p></p>`
        : html`<p class="card-line line-${lastLine.level === 'error' ? 'error' : 'info'}">
            <time title=${formatSecond(lastLine.time)}>${formatTime(lastLine.time)}</time>
            ${plainText(recordedLine(lastLine.text))}
          </p>`
    }
    ${sparkline(contextCourse)}
  </div>`;
}
