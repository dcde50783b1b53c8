import { formatExact } from '../../src/protocol/format.ts';
import { t } from '../../src/protocol/language.ts';
import type { Ask } from '../transports/host.ts';
import { plainText } from './ansi.ts';

/** What is known of the whole of a line. */
export type Original =
  | { readonly kind: 'loading' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly message: string };

/** Characters of an original that are shown; browsers are slow with more, and nobody reads them here. */
const SHOWN = 200_000;
/** Originals that are kept; the one asked for first goes. A tool has two: its call and its result. */
const KEPT = 6;

/** The wholes of the lines that a person opened last, each fetched when it is asked for. */
export class Originals {
  readonly #changed: () => void;
  readonly #bySeq = new Map<number, Original>();

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** null where it was not asked for, or long ago. */
  of(seq: number): Original | null {
    return this.#bySeq.get(seq) ?? null;
  }

  async fetch(session: string, seq: number, ask: Ask): Promise<void> {
    this.#bySeq.delete(seq);
    this.#bySeq.set(seq, { kind: 'loading' });
    for (const oldest of this.#bySeq.keys()) if (this.#bySeq.size > KEPT) this.#bySeq.delete(oldest);
    this.#changed();
    try {
      const { text } = await ask({ about: 'original', session, seq });
      this.#become(seq, { kind: 'text', text: readable(text) });
    } catch (error) {
      this.#become(seq, { kind: 'problem', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Others may have been asked for in the meantime, so many that this one is wanted no more. */
  #become(seq: number, original: Original): void {
    if (!this.#bySeq.has(seq)) return;
    this.#bySeq.set(seq, original);
    this.#changed();
  }
}

/** JSON as people lay it out, anything else as it is; without the terminal's escapes, and no more than can be shown. */
export function readable(text: string): string {
  const laidOut = laidOutJson(text);
  if (laidOut.length <= SHOWN) return laidOut;
  const left = formatExact(laidOut.length - SHOWN);
  return `${laidOut.slice(0, SHOWN)}\n${t`… and ${left} characters more`}`;
}

function laidOutJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return plainText(text);
  try {
    const plain = (_key: string, value: unknown): unknown => (typeof value === 'string' ? plainText(value) : value);
    return JSON.stringify(JSON.parse(text, plain), null, 2).split('\n').map(brokenLine).join('\n');
  } catch {
    return plainText(text);
  }
}

/** A text of many lines is read line by line, so its breaks are breaks here too, each as far in as the text began. */
function brokenLine(line: string): string {
  const indent = ' '.repeat(line.search(/\S|$/) + 2);
  return line.replace(/(?<!\\)(?:\\\\)*\\n/g, (escapes) => `${escapes.slice(0, -2)}\n${indent}`);
}
