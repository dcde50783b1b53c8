import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LogLine } from '../../src/protocol/state.ts';
import { plainText } from './ansi.ts';
import type { Original } from './originals.ts';

/** Where the wholes of lines are: what is known of each, and how one is asked for. */
export interface Wholes {
  readonly of: (seq: number) => Original | null;
  readonly show: (seq: number) => void;
}

/** What an open line shows beneath its text: a tool's call and result, or the whole from the file it came from. */
export function lineDetail(line: LogLine, wholes: Wholes): TemplateResult {
  const { tool, seq, more = false } = line;
  if (tool === undefined) {
    return html`<div class="log-detail">${more ? whole(seq, 'original', wholes) : nothing}</div>`;
  }
  const { result, resultSeq } = tool;
  return html`
    <div class="log-detail">
      ${more ? part('Call', whole(seq, 'call', wholes)) : nothing}
      ${
        result === null && resultSeq === null
          ? nothing
          : part(
              'Result',
              html`${result === null ? nothing : html`<p class="log-result-whole">${plainText(result)}</p>`}
              ${resultSeq === null ? nothing : whole(resultSeq, 'result', wholes)}`,
            )
      }
    </div>
  `;
}

function part(name: string, content: TemplateResult): TemplateResult {
  return html`<section class="log-part" aria-label=${name}>
    <h3>${name}</h3>
    ${content}
  </section>`;
}

/** `what`: what a person would call it: the "original" of a line, a tool's "call" or "result". */
function whole(seq: number, what: string, { of, show }: Wholes): TemplateResult {
  const original = of(seq);
  switch (original?.kind) {
    case undefined:
      return html`<button class="plain-button" @click=${() => show(seq)}>
        Show the ${what === 'original' ? '' : 'whole '}${what}
      </button>`;
    case 'loading':
      return html`<p class="log-loading" role="status">Reading the file…</p>`;
    case 'problem':
      return html`
        <p class="log-problem" role="status">The ${what} cannot be shown: ${plainText(original.message)}</p>
        <button class="plain-button" @click=${() => show(seq)}>Try again</button>
      `;
    case 'text':
      return html`<pre class="log-original" tabindex="0" role="region" aria-label=${`The whole ${what}`}>
${original.text}</pre>`;
  }
}
