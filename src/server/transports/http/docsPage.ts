import { escapeHtml } from './errorPage.ts';
import type { Route } from './route.ts';

/** The API for a person: a page without script. Everything on it comes from the routes, nothing from sessions. */
export function docsPage(routes: readonly Route[], version: string): string {
  const rows = routes.map(
    ({ method, path, summary, ownerOnly }) =>
      `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${escapeHtml(path)}</code></td><td>${escapeHtml(summary)}${ownerOnly ? ' (needs the token)' : ''}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Context Foundry Livestream: API</title>
<link rel="stylesheet" href="./style.css">
<main class="docs">
<h1>Context Foundry Livestream ${escapeHtml(version)}: API</h1>
<p>The shapes of requests and answers are in the <a href="./api/openapi.json">OpenAPI document</a>.
Programs on this machine need no token; from elsewhere send <code>Authorization: Bearer &lt;token&gt;</code>.</p>
<table><thead><tr><th>Method</th><th>Path</th><th>What it is for</th></tr></thead><tbody>
${rows.join('\n')}
<tr><td><code>WS</code></td><td><code>/ws/{id}</code></td><td>One session for existing clients: its status whenever it changes, every event as it came, and a last word when it is complete</td></tr>
<tr><td><code>WS</code></td><td><code>/ws</code></td><td>Any number of sessions for dashboards: snapshots, then events in order, resumed after a lost connection</td></tr>
</tbody></table>
</main>
</html>
`;
}
