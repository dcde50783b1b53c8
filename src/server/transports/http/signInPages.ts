import { inEnglish } from '../../../protocol/language.ts';
import { escapeHtml } from './errorPage.ts';
import { page } from './page.ts';
import type { PageWords } from './pageWords.ts';

/** The form for named users. `problem`: why the last try did not let them in. */
export function signInPage(words: PageWords, problem?: string): string {
  const { say } = words;
  const [name, password] = ['autocomplete="username" autocapitalize="none"', 'autocomplete="current-password"'];
  const made = say(inEnglish`The person who runs this server makes users with {command}.`);
  return page({
    title: say(inEnglish`Sign in`),
    root: './',
    body: `${problem === undefined ? '' : `<p class="entrance-problem" role="alert">${escapeHtml(say(problem))}</p>`}
<form method="post" action="./sign-in">
<label>${say(inEnglish`Name`)}<input class="field" name="name" ${name} required autofocus></label>
<label>${say(inEnglish`Password`)}<input class="field" name="password" type="password" ${password} required></label>
<button class="main-button">${say(inEnglish`Sign in`)}</button>
</form>
<p class="entrance-note">${made.replace('{command}', '<code>livestream users add</code>')}</p>`,
    words,
  });
}

/**
 * Leads on to the dashboard. A browser that came here by a link of another site sends the cookie it was just given only
 * with what this server's own page asks for.
 */
export function enterPage(words: PageWords, session: string | undefined): string {
  const address = `./${session === undefined ? '' : `#${new URLSearchParams({ session }).toString()}`}`;
  const next = escapeHtml(address);
  return page({
    title: words.say(inEnglish`You are let in`),
    root: './',
    next,
    body: `<a class="main-button" href="${next}">${words.say(inEnglish`Open the dashboard`)}</a>`,
    words,
  });
}
