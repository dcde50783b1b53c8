import assert from 'node:assert/strict';
import { z } from 'zod';
import { copyHome } from '../support/agentRecordings.ts';
import { ask, bearer } from '../support/http.ts';
import { copyRecorded, RECORDED_ID } from '../support/recordedFolder.ts';
import type { RunningServer } from '../support/runServer.ts';
import { useScene } from '../support/scene.ts';
import { eventsOf, untilIndexed } from '../support/sessions.ts';
import { asOwner, pairingCode, shareLink } from '../support/visitors.ts';

interface Operation {
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } };
  readonly responses: Readonly<
    Record<string, { description: string; content: { 'application/json': { schema: object } } }>
  >;
  readonly security: readonly object[];
}

interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: { readonly Error: object } };
}

/** The recorded session of Claude Code. */
const CLAUDE_ID = '28f8539e-4e69-40a6-a029-d7a154390f90';

/** What is posted to each path. A new path fails here until it has something. */
const BODIES: Readonly<Record<string, object>> = {
  '/api/broadcast/{id}': { type: 'log_line', data: { line: 'hello' } },
  '/api/phase-update': { session_id: 'v2', current_phase: 'Test', phase_number: '4/7', status: 'in_progress' },
  '/api/agent-update': { session_id: RECORDED_ID, agent_id: 'a', agent_name: 'Scout', progress_percent: 3 },
  '/api/hooks/{agent}': { session_id: RECORDED_ID, hook_event_name: 'Stop' },
  '/v1/logs': { resourceLogs: [] },
  '/v1/metrics': {},
  '/v1/traces': {},
  '/api/alerts/settings': { channels: [{ name: 'team', type: 'slack', secret: 'editor' }] },
  '/api/alerts/mute': { session: RECORDED_ID, muted: true },
  '/api/alerts/test': { channel: 'team' },
  '/api/alerts/secrets': { channel: 'team', secret: 'https://hooks.slack.com/services/none' },
  '/sign-in': { name: 'grace', password: 'correct horse battery' },
  '/sign-out': {},
  '/api/access/pairing': { role: 'viewer' },
  '/api/access/links': { session: RECORDED_ID, expires_in: '1h' },
  '/api/access/tokens': { name: 'ci', role: 'viewer' },
  '/api/access/users': { name: 'ada', role: 'viewer', password: 'correct horse battery' },
  '/api/access/users/remove': { name: 'ada' },
  '/api/sharing/lan': { address: 'no such interface' },
  '/api/sharing/lan/stop': {},
  '/api/sharing/tunnel': {},
  '/api/sharing/tunnel/stop': {},
  '/api/demo': {},
  '/api/roots': { roots: [import.meta.dirname] },
  '/api/pin/{id}': { pinned: true },
  '/api/delete/{id}': {},
  '/api/import': {},
  '/api/shutdown': {},
};

/** What others could not be asked after. */
const LAST = ['/api/delete/{id}', '/api/shutdown'];
/** What it answers depends on the networks that this machine is in. */
const NEEDS_A_NETWORK = ['/api/sharing/lan'];

describe('the OpenAPI document', () => {
  const scene = useScene(after);
  let server: RunningServer;
  let placed: number;
  let document: OpenApi;
  let operations: readonly (readonly [path: string, method: string, operation: Operation])[];

  before(async () => {
    const claude = copyHome('claude', 'short', scene.folder());
    // Without programs to run: no ngrok of this machine is started.
    const env = { PATH: scene.folder() };
    server = await scene.server({ roots: [copyRecorded(scene.folder())], args: ['--claude-dir', claude], env });
    await untilIndexed(server);
    placed = (await eventsOf(server, CLAUDE_ID)).find(({ place }) => place !== undefined)!.seq;
    document = (await ask(server, '/api/openapi.json')).json();
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
    );
    // Agents, errors and a phase make the answers below tell all they can.
    for (const path of ['/api/agent-update', '/api/phase-update'])
      await ask(server, path, { method: 'POST', body: BODIES[path] });
    await ask(server, `/api/broadcast/${RECORDED_ID}`, {
      method: 'POST',
      body: { type: 'error', data: { message: 'x' } },
    });
    await ask(server, '/api/broadcast/alerted', {
      method: 'POST',
      body: { type: 'completion', data: { success: true } },
    });
  });

  /** A line of whose whole a file has more: only coding agents' sessions have such. */
  function addressOf(path: string): string {
    const session = path.includes('{seq}') ? CLAUDE_ID : RECORDED_ID;
    const query = {
      '/api/compare': `?session=${RECORDED_ID}&session=${CLAUDE_ID}`,
      '/api/trends': '?from=2026-11-20&to=2026-11-25',
      '/api/search': '?q=build',
      '/api/replay/{id}': '?events=5',
      '/api/report': '?from=2026-11-22',
    };
    const asked = Object.hasOwn(query, path) ? query[path as keyof typeof query] : '';
    return path.replace('{id}', session).replace('{agent}', 'claude').replace('{seq}', String(placed)) + asked;
  }

  /** An address that lets somebody in has something to let them in by. */
  async function openAddressOf(own: RunningServer, path: string): Promise<string> {
    if (path === '/pair') return `/pair?code=${await pairingCode(own)}`;
    return path === '/link/{secret}' ? shareLink(own, RECORDED_ID) : addressOf(path);
  }

  async function bodyOf(path: string): Promise<object> {
    if (path !== '/api/access/revoke') return BODIES[path] ?? assert.fail(`nothing to post to ${path}`);
    return { id: ((await asOwner(server, '/api/access/tokens', { name: 'x', role: 'viewer' })) as { id: string }).id };
  }

  it('is OpenAPI 3.1', () => {
    assert.equal(document.openapi, '3.1.0');
    assert.ok(document.info.title);
    assert.match(document.info.version, /^\d+\.\d+\.\d+/);
    for (const [path, method, operation] of operations) {
      assert.match(path, /^\/[\w/{}.-]+$/);
      assert.ok(['get', 'post'].includes(method));
      assert.ok(operation.summary.length > 5);
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
      assert.deepEqual(inPath.map(({ name }) => `{${name}}`), path.match(/\{\w+\}/g) ?? [], path); // prettier-ignore
      assert.ok(inPath.every(({ required }) => required));
      for (const response of Object.values(operation.responses)) assert.ok(response.description);
    }
  });

  it('has every path that existing clients use', () => {
    const paths = operations.map(([path, method]) => `${method} ${path}`);
    const existing =
      'get /api/sessions,get /api/sessions/active,get /api/sessions/completed,get /api/sessions/failed,get /api/status/{id},get /api/logs/{id},get /api/phases/{id},get /api/agents/{id},get /api/health,post /api/broadcast/{id},post /api/phase-update,post /api/agent-update';
    assert.deepEqual(existing.split(',').filter((path) => !paths.includes(path)), []); // prettier-ignore
  });

  it('says which paths are pages, and those are, or lead to one', async () => {
    await asOwner(server, '/api/access/users', { ...BODIES['/sign-in'], role: 'viewer' });
    const pages = operations.filter(([, , { responses }]) => responses['3XX']);
    assert.deepEqual(pages.map(([path, method]) => `${method} ${path}`), ['get /pair', 'get /link/{secret}', 'get /enter', 'get /sign-in', 'post /sign-in', 'post /sign-out']); // prettier-ignore
    for (const [path, method] of pages) {
      const headers = { accept: 'text/html', ...(method === 'post' && { 'content-type': 'application/json' }) };
      const asked = { method: method.toUpperCase(), headers, ...(method === 'post' && { body: BODIES[path] }) };
      const answer = await ask(server, await openAddressOf(server, path), asked);
      if (answer.status === 200) assert.match(String(answer.headers['content-type']), /^text\/html/, path);
      else assert.match(String(answer.headers.location), /^(\.\.?\/)?[\w-]*/, path);
      assert.ok([200, 302, 303].includes(answer.status), `${path}: ${answer.status}`);
    }
  });

  it('describes every answer of the server down to the last field', async () => {
    for (const [path, method, operation] of inSafeOrder()) {
      if (operation.responses['3XX'] || NEEDS_A_NETWORK.includes(path)) continue;
      const body = method === 'post' ? await bodyOf(path) : undefined;
      const address = addressOf(path);
      const headers = { ...bearer(server), 'content-type': 'application/json' };
      const answer = await ask(server, address, { method: method.toUpperCase(), headers, body });
      assert.equal(answer.status, 200, `${method} ${path}: ${answer.text.slice(0, 200)}`);
      assert.match(String(answer.headers['content-type']), /^application\/json/);
      if (body) fits(body, operation.requestBody?.content['application/json'].schema ?? {}, `the body of ${path}`);
      fits(answer.json(), closed(operation.responses['200']!.content['application/json'].schema), `${method} ${path}`);
    }
  });

  it('describes every refusal', async () => {
    const other = await scene.server();
    for (const [path, method] of [
      ['/api/status/nobody'],
      ['/api/access/users', 'POST'],
      ['/link/wrong'],
      ['/api/status/%00'],
      ['/api/broadcast/x', 'POST'],
    ]) {
      const answer = await ask(other, path!, { method: method ?? 'GET', ...(method && { body: '{}' }) });
      assert.ok(answer.status >= 400);
      fits(answer.json(), closed(document.components.schemas.Error), path!);
    }
  });

  it('says which paths need the token, and only they do', async () => {
    const other = await scene.server({ env: { PATH: scene.folder() } });
    for (const [path, method, { security, responses }] of operations) {
      if (responses['3XX']) continue;
      const owned = !security.some((way) => Object.keys(way).length === 0);
      const asked = { method: method.toUpperCase(), ...(method === 'post' && { body: BODIES[path] ?? {} }) };
      const { status } = await ask(other, addressOf(path), asked);
      assert.equal(status === 401, owned, `${method} ${path}: ${status}`);
    }
  });

  it('leaves nothing out: what it does not have is not there', async () => {
    const other = await scene.server();
    for (const path of ['/api', '/api/', '/api/v1/sessions', '/api/session', '/api/debug', '/api/config', '/metrics'])
      assert.equal((await ask(other, path)).status, 404, path);
  });

  it('is there for people too: a page without script that has every path', async () => {
    const { status, text: html } = await ask(await scene.server(), '/docs');
    const text = html.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    assert.equal(status, 200);
    assert.doesNotMatch(html, /<script/i);
    for (const [path, , { summary }] of operations) {
      assert.ok(text.includes(path), path);
      assert.ok(text.includes(summary), summary);
    }
  });

  /** Those that take something away come last. */
  function inSafeOrder() {
    return [...operations].sort(([a], [b]) => LAST.indexOf(a) - LAST.indexOf(b));
  }
});

function fits(value: unknown, schema: object, what: string): void {
  const parsed = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value);
  assert.ok(parsed.success, `${what}: ${parsed.error && z.prettifyError(parsed.error)}`);
}

/** The schema, where an object that lists its fields has no others: an answer must not say more than is written. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(closed) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value as unknown)]));
  return (
    'properties' in inner && !('additionalProperties' in inner) ? { ...inner, additionalProperties: false } : inner
  ) as T;
}
