import type { Catalogue } from '../src/protocol/language.ts';
import { ENGLISH, language, speak } from '../src/protocol/language.ts';

/** The languages that the page has. */
const SPOKEN = ['en', 'de'] as const;

/**
 * Has the page speak the reader's language, and write numbers and times as they are used to. `wanted`: language tags, the best
 * first. English where there is none of them, and where the catalogue cannot be loaded: a page in another language is better
 * than none.
 */
export async function speakLanguage(wanted: readonly string[], loadGerman: () => Promise<Catalogue>): Promise<void> {
  const locale = wanted.find((tag) => SPOKEN.some((spoken) => spoken === languageOf(tag))) ?? ENGLISH.locale;
  const german = languageOf(locale) === 'de' ? await loadGerman().catch(() => null) : null;
  if (german !== null) speak({ locale, catalogue: german });
  else speak({ ...ENGLISH, locale: languageOf(locale) === 'en' ? locale : ENGLISH.locale });
  document.documentElement.lang = language().locale;
}

/** What the editor says that it speaks, as this reader writes it: "de" becomes "de-AT" for whoever prefers that. */
export function wantedLanguages(editor: string | null): readonly string[] {
  if (editor === null) return navigator.languages;
  return [navigator.languages.find((tag) => languageOf(tag) === languageOf(editor)) ?? editor];
}

function languageOf(tag: string): string {
  return tag.split('-', 1)[0]!.toLowerCase();
}
