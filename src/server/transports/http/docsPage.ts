import type { z } from 'zod';
import type { Action } from '../../../protocol/access.ts';
import { escapeHtml } from './errorPage.ts';
import { jsonSchema } from './openapi.ts';
import type { Route } from './route.ts';

/** The API for a person: a page without script. Everything on it comes from the routes, nothing from sessions. */
export function docsPage(routes: readonly Route[], version: string): string {
  return `<!doctype html>
<html lang="en" data-theme="dark">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Context Foundry Livestream: API</title>
<link rel="stylesheet" href="./style.css">
<body>
<main class="docs">
<h1>Context Foundry Livestream ${escapeHtml(version)}: API</h1>
<p>Programs on this machine need no token; from elsewhere, and where it says so, send
<code>Authorization: Bearer &lt;token&gt;</code>. An error is answered with its status and
<code>{"error": "what happened and what to do", "field": "the part that is wrong"}</code>.
The same for machines: <a href="./api/openapi.json">OpenAPI document</a>.</p>
${routes.map(section).join('\n')}
<h2><code>WS /ws/{id}</code></h2>
<p>One session for existing clients: its status first and whenever it changes, every broadcast event as it came, and
<code>complete</code> once when it has finished.</p>
<h2><code>WS /ws</code></h2>
<p>Any number of sessions for dashboards: snapshots, then events in order, resumed after a lost connection.</p>
</main>
</body>
</html>
`;
}

/** Whom a request of each kind is for, where it is not for everyone who is let in. */
const NEEDS: Readonly<Record<Action, string>> = {
  load_asset: ' Answered to everybody.',
  sign_in: ' Answered to everybody.',
  read_session: '',
  read_all: ' Not for share links.',
  inspect_server: ' For programs on this machine, and owners.',
  write_events: ' For programs on this machine, and owners.',
  share: ' For programs on this machine, and owners.',
  administer: ' Needs the token, or that of another owner.',
};

function section({ method, path, summary, action, body, response }: Route): string {
  const block = (title: string, schema: z.ZodType): string =>
    `<p>${title}</p><pre tabindex="0">${escapeHtml(shape(jsonSchema(schema)))}</pre>`;
  return `<h2><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h2>
<p>${escapeHtml(summary)}.${NEEDS[action]}</p>
${body ? block('Takes', body) : ''}
${block('Answers', response)}`;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
}

/** A schema as one would write a type, a field a line. */
function shape(schema: Schema, indent = ''): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((one) => shape(one, indent)).join(' | ');
  if (schema.type === 'array') return `[ ${shape(schema.items ?? {}, indent)}, … ]`;
  if (schema.type !== 'object') return [schema.type ?? 'anything'].flat().join(' | ');
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const optional = schema.required?.includes(name) ? '' : '?';
    const note = field.description ? `  // ${field.description}` : '';
    return `${indent}  ${name}${optional}: ${shape(field, `${indent}  `)}${note}`;
  });
  if (typeof schema.additionalProperties === 'object') fields.push(`${indent}  …`);
  return fields.length === 0 ? '{ … }' : `{\n${fields.join('\n')}\n${indent}}`;
}
