import assert from 'node:assert/strict';
import { ask } from '../support/http.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';

describe('the pages of the server', () => {
  const scene = useScene(after);
  let server: RunningServer;

  before(async () => {
    server = await scene.server();
  });

  it('come with headers that let nothing foreign in, and with no script of their own in the HTML', async () => {
    for (const path of ['/', '/docs']) {
      const { status, headers, text } = await ask(server, path);
      assert.equal(status, 200);
      assert.match(String(headers['content-type']), /^text\/html/);
      assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|\son\w+=|style=|javascript:/i);
      assert.equal(headers['x-powered-by'], undefined);
    }
    for (const path of ['/', '/main.js', '/api/sessions', '/api/nothing', '/docs']) {
      const { headers } = await ask(server, path);
      const policy = String(headers['content-security-policy']);
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /script-src 'self'(;|$)/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.match(policy, /base-uri 'none'/);
      assert.doesNotMatch(policy, /unsafe|\*|https?:/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['access-control-allow-origin'], undefined);
    }
  });

  it('come gzipped to whoever takes that, are not sent again unless they changed, and come whole to all others', async () => {
    const whole = await ask(server, '/main.js');
    assert.equal(whole.headers['content-encoding'], undefined);
    const fetched = await fetch(`${server.url}main.js`, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(fetched.headers.get('content-encoding'), 'gzip');
    assert.equal(fetched.headers.get('vary'), 'Accept-Encoding');
    assert.match(fetched.headers.get('content-type')!, /^text\/javascript/);
    assert.equal(await fetched.text(), whole.text);
    const headers = { 'accept-encoding': 'gzip', 'if-none-match': fetched.headers.get('etag')! };
    assert.equal((await ask(server, '/main.js', { headers })).status, 304);
    assert.equal((await ask(server, '/nothing.js', { headers })).status, 404);
  });

  it('are all that can be read over HTTP: no address leads out of their folder', async () => {
    const paths = ['/../server.js', '/%2e%2e/server.js', '/..%2fserver.js', '/%2e%2e%2fserver.js', '/..%5cserver.js', '/x/../../server.js', '/%2e%2e%2f%2e%2e%2fpackage.json', '/../../../../etc/passwd', '/%00', '//etc/passwd', '/.%2e/server.js', '/%252e%252e/server.js', '/.git/config']; // prettier-ignore
    for (const path of paths) {
      const answer = await ask(server, path);
      assert.ok([400, 403, 404].includes(answer.status), `${path} ${answer.status}`);
      assert.match(answer.json().error, /^[A-Z]/, path);
      assert.ok(answer.text.length < 1_000, path);
    }
  });
});
