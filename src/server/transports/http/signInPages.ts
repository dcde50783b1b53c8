import { escapeHtml } from './errorPage.ts';
import { page } from './page.ts';

/** The form for named users. `problem`: why the last try did not let them in. */
export function signInPage(problem?: string): string {
  return page({
    title: 'Sign in',
    root: './',
    body: `${problem === undefined ? '' : `<p class="entrance-problem" role="alert">${escapeHtml(problem)}</p>`}
<form method="post" action="./sign-in">
<label>Name<input class="field" name="name" autocomplete="username" autocapitalize="none" required autofocus></label>
<label>Password<input class="field" name="password" type="password" autocomplete="current-password" required></label>
<button class="main-button">Sign in</button>
</form>
<p class="entrance-note">The person who runs this server makes users with <code>livestream users add</code>.</p>`,
  });
}

/**
 * Leads on to the dashboard. A browser that came here by a link of another site sends the cookie it was just given only
 * with what this server's own page asks for.
 */
export function enterPage(session: string | undefined): string {
  const address = `./${session === undefined ? '' : `#${new URLSearchParams({ session }).toString()}`}`;
  const next = escapeHtml(address);
  return page({
    title: 'You are let in',
    root: './',
    next,
    body: `<a class="main-button" href="${next}">Open the dashboard</a>`,
  });
}
