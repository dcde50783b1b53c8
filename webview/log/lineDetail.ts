import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LogLine } from '../../src/protocol/state.ts';
import { plainText } from './ansi.ts';
import type { Original } from './originals.ts';

/** What an open line shows beneath its text: the result of a tool, and the whole from the file it came from. */
export function lineDetail(line: LogLine, original: Original | null, show: (seq: number) => void): TemplateResult {
  const result = line.tool?.result ?? null;
  return html`
    <div class="log-detail">
      ${result === null ? nothing : html`<p class="log-result-whole">${plainText(result)}</p>`}
      ${line.more === true ? whole(line.seq, original, show) : nothing}
    </div>
  `;
}

function whole(seq: number, original: Original | null, show: (seq: number) => void): TemplateResult {
  switch (original?.kind) {
    case undefined:
      return html`<button class="plain-button" @click=${() => show(seq)}>Show the original</button>`;
    case 'loading':
      return html`<p class="log-loading" role="status">Reading the file…</p>`;
    case 'problem':
      return html`
        <p class="log-problem" role="status">The original cannot be shown: ${plainText(original.message)}</p>
        <button class="plain-button" @click=${() => show(seq)}>Try again</button>
      `;
    case 'text':
      return html`<pre class="log-original" tabindex="0" role="region" aria-label="The original">
${plainText(original.text)}</pre>`;
  }
}
