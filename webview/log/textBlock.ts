import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import { copyButton } from '../share/copyButton.ts';
import { parseAnsi, plainText } from './ansi.ts';
import { partsOf } from './codeLanguage.ts';
import type { CodeLanguage, TextPart } from './codeLanguage.ts';
import { spansOf } from './hitSpans.ts';
import { hasCode } from './loadCode.ts';

/** Lines of a block that are shown at first; few more are not worth a button. */
const FOLDED = 20;
const FEW_MORE = 5;

/** How blocks of text are shown, and which of them a person unfolded. */
export interface Blocks {
  readonly isUnfolded: (name: string) => boolean;
  readonly unfold: (name: string, unfolded: boolean) => void;
  /** What is searched for, in lower case. */
  readonly wanted: string;
}

export interface TextBlock {
  /** Of this block among all of the log. */
  readonly name: string;
  /** What it is to a person: "The whole call". */
  readonly label: string;
  readonly text: string;
  /** null: told by the text, with the code in its fences. */
  readonly language: CodeLanguage | null;
}

/** A text of many lines: its first ones, all of them when somebody wants them, and a button that copies it. */
export function textBlock({ name, label, text, language }: TextBlock, blocks: Blocks): TemplateResult {
  const lines = text.split('\n');
  const hidden = lines.length > FOLDED + FEW_MORE ? lines.length - FOLDED : 0;
  const unfolded = blocks.isUnfolded(name);
  const shown = hidden > 0 && !unfolded ? lines.slice(0, FOLDED).join('\n') : text;
  return html`
    <pre class="log-original" tabindex="0" role="region" aria-label=${label}>${content(shown, language, blocks)}</pre>
    <div class="log-actions">
      ${
        hidden === 0
          ? nothing
          : html`<button class="plain-button" aria-expanded=${unfolded} @click=${() => blocks.unfold(name, !unfolded)}>
              ${unfolded ? t`Show only the first ${FOLDED} lines` : t`Show ${formatExact(hidden)} more lines`}
            </button>`
      }
      ${copyButton(plainText(text), t('Copy this text'))}
    </div>
  `;
}

/** Colours that the text brings along are its own; only text without any is coloured as code. */
function content(text: string, language: CodeLanguage | null, { wanted }: Blocks): unknown {
  if (text.includes('\u001b') || text.includes('\u009b')) return spansOf(parseAnsi(text), wanted);
  const parts = language === null ? partsOf(text) : [{ text, isCode: true, language }];
  return parts.map((part) => partContent(part, wanted));
}

function partContent({ text, isCode, language }: TextPart, wanted: string): unknown {
  const shown = plainText(text);
  // What is searched for is marked, and code in colours has no marks.
  const isFound = wanted !== '' && shown.toLowerCase().includes(wanted);
  if (isFound || language === null || !hasCode()) {
    const spans = spansOf([{ text: shown, classes: '' }], wanted);
    return isCode ? html`<span class="log-code">${spans}</span>` : spans;
  }
  return html`<livestream-code class="log-code" .code=${shown} .language=${language}></livestream-code>`;
}
