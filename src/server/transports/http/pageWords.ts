import type { Request } from 'express';
import german from '../../../../l10n/bundle.l10n.de.json' with { type: 'json' };
import { saidIn } from '../../../protocol/said.ts';

/** In which language one of the server's own pages is, and its words for English ones. */
export interface PageWords {
  readonly lang: 'en' | 'de';
  readonly say: (english: string) => string;
}

/** The language that the browser asks for, of those that there are. */
export function wordsFor(request: Request): PageWords {
  if (request.acceptsLanguages('en', 'de') !== 'de') return { lang: 'en', say: (english) => english };
  return { lang: 'de', say: (english) => saidIn(german, english) };
}
