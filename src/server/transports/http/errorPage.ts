import { page, rootFrom } from './page.ts';

export interface ErrorPage {
  readonly status: number;
  readonly message: string;
  /** The address that was asked for, from which the page finds the others. */
  readonly path: string;
  /** There are users, so signing in is a way in. */
  readonly hasUsers: boolean;
}

/** What a person sees in a browser instead of what they asked for: why, and what to do. */
export function errorPage({ status, message, path, hasUsers }: ErrorPage): string {
  const root = rootFrom(path);
  const outside = status === 401;
  const title = outside ? 'Not let in yet' : status === 429 ? 'Wait a moment' : 'This did not work';
  const ways = [
    ...(outside && hasUsers ? [`<a class="main-button" href="${root}sign-in">Sign in</a>`] : []),
    // A link from another site brings no cookie along; the same link on this page does.
    ...(outside
      ? [`<p class="entrance-note"><a href="${root}">Try again</a>, if this browser was let in before.</p>`]
      : []),
  ];
  return page({ title, root, body: [`<p>${escapeHtml(message)}</p>`, ...ways].join('\n') });
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
