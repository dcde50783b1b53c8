import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import { said } from '../../src/protocol/said.ts';
import type { LogLine } from '../../src/protocol/state.ts';
import { copyButton } from '../share/copyButton.ts';
import { plainText } from './ansi.ts';
import { languageOf, languageOfCall } from './codeLanguage.ts';
import { fileButtons } from './openFile.ts';
import type { Original } from './originals.ts';
import { lineAsText } from './plainLines.ts';
import { textBlock } from './textBlock.ts';
import type { Blocks } from './textBlock.ts';
import { inputOf } from './toolRow.ts';

/** A text longer than this has a block of its own in an open line; a shorter one stands in the line itself. */
const BLOCK_FROM = 400;

/** What is known of open lines and what can be done with them. */
export interface LineParts {
  /** What is known of the whole of each, and how one is asked for. */
  readonly of: (seq: number) => Original | null;
  readonly show: (seq: number) => void;
  readonly blocks: Blocks;
  /** An address that leads to the line. */
  readonly link: (line: LogLine) => Promise<string>;
}

/** Whether a line says more than fits on one. */
export function isBlock({ text, tool }: LogLine): boolean {
  return text.length > BLOCK_FROM || text.includes('\n') || (tool?.result ?? '').includes('\n');
}

/** What an open line shows beneath its text: a tool's call and result, or the whole from the file it came from. */
export function lineDetail(line: LogLine, parts: LineParts): TemplateResult {
  return html`<div class="log-detail">
    ${line.tool === undefined ? ofText(line, parts) : ofTool(line, parts)}
    <div class="log-actions" role="group" aria-label=${t`This line`}>
      ${fileButtons(line)} ${copyButton(lineAsText(line), t('Copy line'))}
      ${copyButton(() => parts.link(line), t('Copy link to this line'))}
    </div>
  </div>`;
}

function ofText(line: LogLine, parts: LineParts): unknown {
  const { text, seq, more = false } = line;
  // The whole takes the place of the part.
  if (more && parts.of(seq)?.kind === 'text') return whole(seq, 'original', parts);
  const block = { name: `${seq}`, label: t('The text of this line'), text, language: languageOf(text) };
  return html`${isBlock(line) ? textBlock(block, parts.blocks) : nothing}
  ${more ? whole(seq, 'original', parts) : nothing}`;
}

function ofTool(line: LogLine, parts: LineParts): unknown {
  const { seq, text, more = false, tool } = line;
  const { name, result, resultSeq } = tool!;
  const input = inputOf(text, name);
  const language = languageOfCall(name, input);
  const call = { name: `${seq} call`, label: t('The call'), text: input, language };
  const isShort = input.length <= BLOCK_FROM && !input.includes('\n');
  const hasWhole = resultSeq !== null && parts.of(resultSeq)?.kind === 'text';
  return html`
    ${
      isShort && !more
        ? nothing
        : part(
            t('Call'),
            html`${isShort || parts.of(seq)?.kind === 'text' ? nothing : textBlock(call, parts.blocks)}
            ${more ? whole(seq, 'call', parts) : nothing}`,
          )
    }
    ${
      result === null && resultSeq === null
        ? nothing
        : part(
            t('Result'),
            html`${result === null || hasWhole ? nothing : resultText(line, result, parts.blocks)}
            ${resultSeq === null ? nothing : whole(resultSeq, 'result', parts)}`,
          )
    }
  `;
}

function resultText({ seq }: LogLine, result: string, blocks: Blocks): TemplateResult {
  if (!result.includes('\n')) return html`<p class="log-result-whole">${plainText(result)}</p>`;
  return textBlock(
    { name: `${seq} result`, label: t('The result'), text: result, language: languageOf(result) },
    blocks,
  );
}

function part(name: string, content: TemplateResult): TemplateResult {
  return html`<section class="log-part" aria-label=${name}>
    <h3>${name}</h3>
    ${content}
  </section>`;
}

/** What a person would call it: the original of a line, a tool's call or result. */
type What = 'original' | 'call' | 'result';

function showWords(what: What): string {
  if (what === 'original') return t('Show the original');
  return what === 'call' ? t('Show the whole call') : t('Show the whole result');
}

function wholeWords(what: What): string {
  if (what === 'original') return t('The whole original');
  return what === 'call' ? t('The whole call') : t('The whole result');
}

function problemWords(what: What, why: string): string {
  if (what === 'original') return t`The original cannot be shown: ${why}`;
  return what === 'call' ? t`The call cannot be shown: ${why}` : t`The result cannot be shown: ${why}`;
}

function whole(seq: number, what: What, { of, show, blocks }: LineParts): TemplateResult {
  const original = of(seq);
  switch (original?.kind) {
    case undefined:
      return html`<button class="plain-button" @click=${() => show(seq)}>${showWords(what)}</button>`;
    case 'loading':
      return html`<p class="log-loading" role="status">${t`Reading the file…`}</p>`;
    case 'problem':
      return html`
        <p class="log-problem" role="status">${problemWords(what, plainText(said(original.message)))}</p>
        <button class="plain-button" @click=${() => show(seq)}>${t`Try again`}</button>
      `;
    case 'text': {
      const { text } = original;
      return textBlock({ name: `${seq} whole`, label: wholeWords(what), text, language: languageOf(text) }, blocks);
    }
  }
}
