/**
 * The language of a surface. Its texts stand in the code in English, and in others in one catalogue beside it (`l10n/`), by
 * the English. A surface learns its language once, before it shows anything; the server never does, so all that it writes
 * down or sends is English, and is put into the reader's words where it is shown (`said.ts`).
 */
import { config, t } from '@vscode/l10n';

export { t };

/** Texts by their English ones. */
export type Catalogue = Readonly<Record<string, string>>;

export interface Language {
  /** "de", "en-GB": by whose habits numbers and times are written. */
  readonly locale: string;
  readonly catalogue: Catalogue;
}

/** In the words of the code. */
export const ENGLISH: Language = { locale: 'en-GB', catalogue: {} };

/** Each file of the page has a copy of this module: what one of them was told holds for all. */
const shared = globalThis as { livestreamLanguage?: Language };
config({ contents: language().catalogue });

/** The language that is spoken. */
export function language(): Language {
  return shared.livestreamLanguage ?? ENGLISH;
}

/** From now on all texts, numbers and times are in this language. */
export function speak(next: Language): void {
  shared.livestreamLanguage = next;
  config({ contents: next.catalogue });
}

/**
 * A text that is written down or sent: it stays English, and is in the catalogue for whoever shows it by `said`. The same
 * as the plain template otherwise.
 */
export function inEnglish(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...values);
}
