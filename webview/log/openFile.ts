import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { t } from '../../src/protocol/language.ts';
import type { LogLine } from '../../src/protocol/state.ts';
import { plainText } from './ansi.ts';

/** The event by which a line asks for its file; whoever carries the page's messages hears it. */
export const OPEN_FILE = 'livestream-open-file';

/** A file as the text of a line names it; `line` counts from 1. */
export interface FileWish {
  readonly path: string;
  readonly line: number | null;
}

/** Files of one line that are offered. */
const OFFERED = 3;
/** A path has a folder or an ending; it may be followed by ":12" or ":12:5". */
const PATH =
  /(?<![\w/\\.:@~-])((?:[A-Za-z]:[\\/]|\.{0,2}[\\/])?(?:[\w@.+-]+[\\/])*[\w@+-][\w@.+-]*\.[A-Za-z]\w{0,9})(?::(\d{1,7}))?(?![\w/\\@-])/g;
/** More of a line is not looked through. */
const LOOKED_THROUGH = 1_000;

/** The files that a line may mean: whether they are there, only the editor knows. */
export function namedFiles({ text, tool }: Pick<LogLine, 'text' | 'tool'>): readonly FileWish[] {
  const said = [text, tool?.result ?? ''].join('\n').slice(0, LOOKED_THROUGH);
  const named = [...said.matchAll(PATH)]
    // "example.com" in an address, and "v1.2.b": neither has a folder, and both an ending.
    .filter(([, path]) => /[\\/]/.test(path!) || tool !== undefined)
    .map(([, path, line]) => ({ path: path!, line: line === undefined || line === '0' ? null : Number(line) }));
  return [...new Map(named.map((wish) => [`${wish.path}:${wish.line}`, wish])).values()].slice(0, OFFERED);
}

/** Buttons that open the files of a line in the editor; nothing outside an editor. */
export function fileButtons(line: LogLine): TemplateResult | typeof nothing {
  const files = 'acquireVsCodeApi' in window ? namedFiles(line) : [];
  if (files.length === 0) return nothing;
  return html`<div class="log-files">
    ${files.map(
      (wish) =>
        html`<button class="plain-button" @click=${(event: Event) => ask(event, wish)}>
          ${wish.line === null ? t`Open file ${plainText(wish.path)}` : t`Open file ${plainText(wish.path)}, line ${wish.line}`}
        </button>`,
    )}
  </div>`;
}

function ask({ currentTarget }: Event, detail: FileWish): void {
  currentTarget?.dispatchEvent(new CustomEvent(OPEN_FILE, { detail, bubbles: true, composed: true }));
}
