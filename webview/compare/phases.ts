import { html, nothing, svg } from 'lit';
import type { TemplateResult } from 'lit';
import type { ComparedSession } from '../../src/protocol/comparison.ts';
import { formatDuration } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { canonicalPhase } from '../../src/protocol/phases.ts';
import { plainText } from '../log/ansi.ts';
import { COLOURS, letterBadge } from './letters.ts';

const WIDTH = 1_000;

/** When each session was in which phase, all from their own beginning, and how long altogether. */
export function phases(sessions: readonly ComparedSession[]): TemplateResult {
  const longest = Math.max(...sessions.map(({ elapsed_seconds: seconds }) => seconds ?? 0), 1);
  const names = [
    ...new Set(sessions.flatMap((session) => session.time_in_phases.map(({ phase }) => canonicalPhase(phase)))),
  ];
  const inferred = sessions.filter((session) => session.phases_inferred).map(({ letter }) => letter);
  return html`<section class="report-part" aria-labelledby="compare-phases">
    <h3 id="compare-phases">${t`Phases, from each session’s own start`}</h3>
    <div class="phase-courses">${sessions.map((session) => course(session, longest, names))}</div>
    <p class="bars-axis" aria-hidden="true"><span>${t`start`}</span><span>${say(longest)}</span></p>
    ${timeInPhases(sessions)}
    ${
      inferred.length === 0
        ? nothing
        : html`<p class="history-note">
            ${t`The phases of ${inferred.join(` ${t('and')} `)} were concluded from what the agent did.`}
          </p>`
    }
  </section>`;
}

/** A phase has the same shade in each session; what it is, the pointer and the words below tell. */
function course(session: ComparedSession, longest: number, names: readonly string[]): TemplateResult {
  const x = (seconds: number): number => (seconds / longest) * WIDTH;
  const words = session.phases.map(({ phase, from, to }) => `${plainText(phase)} ${say(from)}–${say(to)}`);
  return html`<div class="phase-course">
    ${letterBadge(session)}
    <div>
      ${
        session.phases.length === 0
          ? html`<p class="history-note">${t`told of no phases`}</p>`
          : html`<svg
                class="phase-bar"
                viewBox="0 0 ${WIDTH} 10"
                preserveAspectRatio="none"
                role="img"
                aria-label=${t`Phases of ${session.letter}: ${words.slice(0, 20).join(', ')}`}
              >
                ${session.phases.map(
                  ({ phase, from, to }, index) =>
                    svg`<rect class="shade-${names.indexOf(canonicalPhase(phase)) % 3}" x=${x(from)} width=${Math.max(1, x(to) - x(from))} height="10"><title>${words[index]}</title></rect>`,
                )}
              </svg>
              <p class="phase-words">
                ${words.slice(0, 12).map((each) => html`<span>${each}</span>`)}${words.length > 12 ? html`<span>${t`and ${words.length - 12} more`}</span>` : nothing}
              </p>`
      }
    </div>
  </div>`;
}

function timeInPhases(sessions: readonly ComparedSession[]): TemplateResult | typeof nothing {
  const all = sessions.flatMap(({ time_in_phases: spent }) => spent);
  const names = new Map(all.map(({ phase }) => [canonicalPhase(phase), phase]));
  const longest = Math.max(...all.map(({ seconds }) => seconds), 0);
  if (longest === 0) return nothing;
  const spentIn = ({ time_in_phases: spent }: ComparedSession, key: string): number =>
    spent.find(({ phase }) => canonicalPhase(phase) === key)?.seconds ?? 0;
  return html`<dl class="phase-times">
    ${[...names].map(
      ([key, phase]) =>
        html`<div>
          <dt>${plainText(phase)}</dt>
          ${sessions.map((session, index) => {
            const seconds = spentIn(session, key);
            return html`<dd>
              ${letterBadge(session)}<svg
                class="bars bars-${COLOURS[index]!}"
                viewBox="0 0 100 1"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect width=${(seconds / longest) * 100} height="1"></rect></svg
              ><span>${seconds === 0 ? '–' : say(seconds)}</span>
            </dd>`;
          })}
        </div>`,
    )}
  </dl>`;
}

function say(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
