import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { SHORTEST_PASSWORD } from '../../src/protocol/access.ts';
import { t } from '../../src/protocol/language.ts';
import type { GivenRole } from '../../src/protocol/sharingQuestions.ts';
import { problemText, roles } from './parts.ts';
import type { Shown } from './parts.ts';

/** A name, a role and a password twice. */
export function userForm({ model }: Shown): TemplateResult {
  const { busy, problem } = model.attempts.of('user');
  const submit = async (event: SubmitEvent): Promise<void> => {
    const { form, text, role } = read(event);
    const password = text('password');
    const wrong = passwordProblem(password, text('again'));
    if (wrong !== null) return model.attempts.refuse('user', wrong);
    if (await model.addUser(text('name'), role, password)) form.reset();
  };
  return html`
    <details class="share-fold">
      <summary>${t`Add a user`}</summary>
      <form class="share-form" @submit=${submit}>
        <label>${t`Name`}<input name="name" autocomplete="off" autocapitalize="none" maxlength="100" required /></label>
        ${roleSelect()}
        <label
          >${t`Password, ${SHORTEST_PASSWORD} characters or more`}<input
            name="password"
            type="password"
            autocomplete="new-password"
            required
        /></label>
        <label
          >${t`The same once more`}<input name="again" type="password" autocomplete="new-password" required
        /></label>
        <button class="main-button">${busy ? t`Adding…` : t`Add user`}</button>
        ${problemText(problem)}
      </form>
    </details>
  `;
}

/** A name and a role; the token is the server's to make. */
export function tokenForm({ model }: Shown): TemplateResult {
  const { busy, problem } = model.attempts.of('token');
  const submit = async (event: SubmitEvent): Promise<void> => {
    const { form, text, role } = read(event);
    if (await model.createToken(text('name'), role)) form.reset();
  };
  return html`
    <details class="share-fold">
      <summary>${t`Make a token`}</summary>
      <form class="share-form" @submit=${submit}>
        <label>${t`What is it for?`}<input name="name" autocomplete="off" maxlength="100" required /></label>
        ${roleSelect()}
        <button class="main-button">${busy ? t`Making…` : t`Make token`}</button>
        ${problemText(problem)}
      </form>
    </details>
  `;
}

function roleSelect(): TemplateResult {
  return html`<label
    >${t`Role`}<select name="role">
      ${roles().map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
    </select></label
  >`;
}

function read(event: SubmitEvent) {
  event.preventDefault();
  const form = event.currentTarget as HTMLFormElement;
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  const role: GivenRole = text('role') === 'owner' ? 'owner' : 'viewer';
  return { form, text, role };
}

function passwordProblem(password: string, again: string): string | null {
  if (password.length < SHORTEST_PASSWORD)
    return t`The password has ${password.length} characters. Take ${SHORTEST_PASSWORD} or more.`;
  return password === again ? null : t('The two passwords are not the same. Type them again.');
}
