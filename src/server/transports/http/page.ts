import type { PageWords } from './pageWords.ts';

export interface Page {
  readonly title: string;
  /** The way to the server's root from this page's address, such as "../": a proxy may have put it below a path. */
  readonly root: string;
  /** HTML. */
  readonly body: string;
  /** Where to go by itself at once; an address in HTML. */
  readonly next?: string;
  readonly words: PageWords;
}

/** A page of the server's own, without script, for people who are not let in: nothing on it comes from sessions. */
export function page({ title, root, body, next, words }: Page): string {
  return `<!doctype html>
<html lang="${words.lang}" data-theme="system">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Context Foundry Livestream</title>
${next === undefined ? '' : `<meta http-equiv="refresh" content="0; url=${next}">\n`}<link rel="icon" href="${root}icon.svg">
<link rel="stylesheet" href="${root}style.css">
<body>
<main class="entrance">
<p class="entrance-brand"><img src="${root}icon.svg" alt="" width="24" height="24">Context Foundry Livestream</p>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}

/** The way from this path to the server's root: "./" from "/pair", "../" from "/link/x". */
export function rootFrom(path: string): string {
  return '../'.repeat(Math.max(0, path.split('/').length - 2)) || './';
}
