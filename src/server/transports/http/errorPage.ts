import { inEnglish } from '../../../protocol/language.ts';
import { page, rootFrom } from './page.ts';
import type { PageWords } from './pageWords.ts';

export interface ErrorPage {
  readonly status: number;
  readonly message: string;
  /** The address that was asked for, from which the page finds the others. */
  readonly path: string;
  /** There are users, so signing in is a way in. */
  readonly hasUsers: boolean;
  readonly words: PageWords;
}

/** What a person sees in a browser instead of what they asked for: why, and what to do. */
export function errorPage({ status, message, path, hasUsers, words }: ErrorPage): string {
  const root = rootFrom(path);
  const { say } = words;
  const outside = status === 401;
  const ways = [
    ...(outside && hasUsers ? [`<a class="main-button" href="${root}sign-in">${say(inEnglish`Sign in`)}</a>`] : []),
    // A link from another site brings no cookie along; the same link on this page does.
    ...(outside ? [`<p class="entrance-note">${tryAgain(root, words)}</p>`] : []),
  ];
  const body = [`<p>${escapeHtml(say(message))}</p>`, ...ways].join('\n');
  return page({ title: say(titleOf(status)), root, body, words });
}

function titleOf(status: number): string {
  if (status === 401) return inEnglish`Not let in yet`;
  return status === 429 ? inEnglish`Wait a moment` : inEnglish`This did not work`;
}

function tryAgain(root: string, { say }: PageWords): string {
  const link = `<a href="${root}">${say(inEnglish`Try again`)}</a>`;
  return say(inEnglish`{link}, if this browser was let in before.`).replace('{link}', link);
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
