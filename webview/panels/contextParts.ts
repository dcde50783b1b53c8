import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ContextParts, ContextStart } from '../../src/protocol/contextParts.ts';
import { formatTokens } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { formatMoment } from '../clock.ts';

/** What the bar's parts are, in tokens, each with how it is known. */
export function contextPartList({ used, free, kept, start }: ContextParts): TemplateResult {
  return html`
    <dl class="context-parts">
      ${
        start === null
          ? partRow('used', t('Used'), used, null)
          : html`${partRow('start', t('At its beginning'), start.tokens, startWords(start.since))}
            ${partRow('used', t('Come since'), used - start.tokens, t('Prompts, answers and tool results; how much of each is not told.'))}`
      }
      ${partRow('free', t('Free'), free, null)}
      ${
        kept === null
          ? nothing
          : partRow(
              'kept',
              t('Kept by the agent'),
              kept.tokens,
              t`It compacted by itself at ${formatTokens(kept.compactedAtTokens)} tokens on ${formatMoment(kept.at)}.`,
            )
      }
    </dl>
  `;
}

function startWords(since: ContextStart['since']): string {
  return since === 'start'
    ? t('The first request: system prompt, tools, instructions and the first prompt.')
    : t('The first request since the compaction: system prompt, tools, instructions and the summary.');
}

function partRow(kind: string, name: string, tokens: number, basis: string | null): TemplateResult {
  return html`<div class="context-part">
    <dt><i class="part-${kind}" aria-hidden="true"></i>${name}</dt>
    <dd>${formatTokens(tokens)}</dd>
    ${basis === null ? nothing : html`<dd class="part-basis">${basis}</dd>`}
  </div>`;
}
