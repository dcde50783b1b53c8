import type { Ask } from '../transports/host.ts';

/** What is known of the whole of a line. */
export type Original =
  | { readonly kind: 'loading' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly message: string };

/** Characters of an original that are shown; browsers are slow with more, and nobody reads them here. */
const SHOWN = 200_000;

/** The whole of the line that a person opened last, fetched when it is asked for. */
export class Originals {
  readonly #changed: () => void;
  #seq: number | null = null;
  #original: Original | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** null where it was not asked for. */
  of(seq: number): Original | null {
    return seq === this.#seq ? this.#original : null;
  }

  async fetch(session: string, seq: number, ask: Ask): Promise<void> {
    this.#seq = seq;
    this.#become(seq, { kind: 'loading' });
    try {
      const { text } = await ask({ about: 'original', session, seq });
      this.#become(seq, { kind: 'text', text: readable(text) });
    } catch (error) {
      this.#become(seq, { kind: 'problem', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Another line may have been asked for in the meantime. */
  #become(seq: number, original: Original): void {
    if (seq !== this.#seq) return;
    this.#original = original;
    this.#changed();
  }
}

/** JSON as people lay it out, anything else as it is, and no more of it than can be shown. */
export function readable(text: string): string {
  const laidOut = laidOutJson(text);
  if (laidOut.length <= SHOWN) return laidOut;
  const left = (laidOut.length - SHOWN).toLocaleString('en-US');
  return `${laidOut.slice(0, SHOWN)}\n… and ${left} characters more`;
}

function laidOutJson(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
