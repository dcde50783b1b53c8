import assert from 'node:assert/strict';
import { ask, bearer } from '../../support/http.ts';
import type { Answer } from '../../support/http.ts';
import { openSocket } from '../../support/openSocket.ts';
import type { RunningServer } from '../../support/runServer.ts';
import { useScene } from '../../support/scene.ts';
import { within } from '../../support/until.ts';
import { asOwner, cookieOf, ELSEWHERE, OWN_ORIGIN } from '../../support/visitors.ts';

const PASSWORD = 'correct horse & battery=';

describe('a user', function () {
  // Each password takes as long to check as it is meant to take to guess.
  this.timeout(60_000);
  const scene = useScene(after);
  let server: RunningServer;

  before(async () => {
    server = await scene.server();
    await asOwner(server, '/api/access/users', { name: 'ada', role: 'viewer', password: PASSWORD });
  });

  /** As the form of a browser sends it. */
  function signIn(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
    const form = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', origin: OWN_ORIGIN };
    const body = new URLSearchParams(fields).toString();
    return ask(server, '/sign-in', { method: 'POST', headers: { ...ELSEWHERE, ...form, ...headers }, body });
  }

  it('is shown the way to the form, which needs no script and may be sent to this server only', async () => {
    const page = await ask(server, '/', { headers: { ...ELSEWHERE, accept: 'text/html' } });
    assert.match(page.text, /<a [^>]*href="\.\/sign-in">/);
    const form = await ask(server, '/sign-in', { headers: { ...ELSEWHERE, accept: 'text/html' } });
    assert.equal(form.status, 200);
    assert.match(form.text, /<form method="post" action="\.\/sign-in">/);
    assert.doesNotMatch(form.text, /<script|style=/);
    assert.match(String(form.headers['content-security-policy']), /form-action 'self'/);
    assert.equal(form.headers['referrer-policy'], 'same-origin', 'or the browser says that the form came from nobody');
  });

  it('signs in with the form, sees what they may, and signs out', async () => {
    const answer = await signIn({ name: 'ada', password: PASSWORD });
    assert.deepEqual([answer.status, answer.headers.location], [303, './']);
    assert.match(answer.headers['set-cookie']![0]!, /; Max-Age=259(2000|1\d\d\d);.*HttpOnly; SameSite=Strict/);
    const headers = { ...ELSEWHERE, cookie: cookieOf(answer) };
    const me = (await ask(server, '/api/me', { headers })).json();
    assert.deepEqual([me.role, me.name], ['viewer', 'ada']);
    const socket = await openSocket(server, '/ws', headers);
    const out = { method: 'POST', headers: { ...headers, origin: OWN_ORIGIN } };
    assert.equal((await ask(server, '/sign-out', out)).status, 303);
    assert.equal((await within('the end', socket.closed)).code, 4401);
    assert.equal((await ask(server, '/api/sessions', { headers })).status, 401);
  });

  it('sees the form again, with the reason, when the password is wrong', async () => {
    const { status, text, headers } = await signIn({ name: '<b>ada</b>', password: 'wrong' });
    assert.equal(status, 401);
    assert.match(text, /role="alert">There is no user with this name and password/);
    assert.match(text, /<form/);
    assert.doesNotMatch(text, /<b>/);
    assert.equal(headers['set-cookie'], undefined);
  });

  it('is not signed in or out by a page of another site', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      assert.equal((await signIn({ name: 'ada', password: PASSWORD }, { origin })).status, 403);
      const headers = { ...ELSEWHERE, cookie: cookieOf(await signIn({ name: 'ada', password: PASSWORD })), origin };
      assert.equal((await ask(server, '/sign-out', { method: 'POST', headers })).status, 403);
    }
  });

  it('is signed out everywhere when they are removed', async () => {
    await asOwner(server, '/api/access/users', { name: 'bob', role: 'owner', password: PASSWORD });
    const headers = { ...ELSEWHERE, cookie: cookieOf(await signIn({ name: 'bob', password: PASSWORD })) };
    const socket = await openSocket(server, '/ws', headers);
    await asOwner(server, '/api/access/users/remove', { name: 'bob' });
    assert.equal((await within('the end', socket.closed)).code, 4401);
    assert.equal((await ask(server, '/api/sessions', { headers })).status, 401);
    assert.equal((await signIn({ name: 'bob', password: PASSWORD })).status, 401);
  });

  it('has a name and a password that are fit for one', async () => {
    const add = (body: object): Promise<Answer> =>
      ask(server, '/api/access/users', { method: 'POST', headers: bearer(server), body });
    const tooShort = await add({ name: 'eve', role: 'viewer', password: '123456789' });
    assert.equal(tooShort.status, 422);
    assert.match(tooShort.json().error, /9 characters.*10 or more/);
    assert.equal((await add({ name: 'ada', role: 'viewer', password: PASSWORD })).status, 409);
    assert.equal((await add({ name: '\u001b[31mred', role: 'viewer', password: PASSWORD })).status, 422);
    assert.equal((await add({ name: 'eve', role: 'guest', password: PASSWORD })).status, 422);
    const huge = await signIn({ name: 'ada', password: 'x'.repeat(20_000) });
    assert.equal(huge.status, 413);
  });
});
