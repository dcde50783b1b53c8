import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ContextParts, ContextStart } from '../../src/protocol/contextParts.ts';
import { formatTokens } from '../../src/protocol/format.ts';
import { formatMoment } from '../clock.ts';

/** What the bar's parts are, in tokens, each with how it is known. */
export function contextPartList({ used, free, kept, start }: ContextParts): TemplateResult {
  return html`
    <dl class="context-parts">
      ${
        start === null
          ? partRow('used', 'Used', used, null)
          : html`${partRow('start', 'At its beginning', start.tokens, START_WORDS[start.since])}
            ${partRow('used', 'Come since', used - start.tokens, 'Prompts, answers and tool results; how much of each is not told.')}`
      }
      ${partRow('free', 'Free', free, null)}
      ${
        kept === null
          ? nothing
          : partRow(
              'kept',
              'Kept by the agent',
              kept.tokens,
              `It compacted by itself at ${formatTokens(kept.compactedAtTokens)} tokens on ${formatMoment(kept.at)}.`,
            )
      }
    </dl>
  `;
}

const START_WORDS: Readonly<Record<ContextStart['since'], string>> = {
  start: 'The first request: system prompt, tools, instructions and the first prompt.',
  compaction: 'The first request since the compaction: system prompt, tools, instructions and the summary.',
};

function partRow(kind: string, name: string, tokens: number, basis: string | null): TemplateResult {
  return html`<div class="context-part">
    <dt><i class="part-${kind}" aria-hidden="true"></i>${name}</dt>
    <dd>${formatTokens(tokens)}</dd>
    ${basis === null ? nothing : html`<dd class="part-basis">${basis}</dd>`}
  </div>`;
}
