/**
 * What agents run at each of their hooks, and Claude Code for its status line: tells the server what it was told, and
 * never makes the agent fail or wait. It prints nothing but a status line, always exits with 0, and gives up after
 * DEADLINE_MS whatever happens. Built into a file of its own, it lies beside server.json in the data folder.
 */
import { readFileSync, writeSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { HOOK_MODES } from './hookModes.ts';

/** From the start to the end, ms. */
const DEADLINE_MS = 300;
/** Payloads with a tool's whole output are large; beyond this they are not worth the time, bytes. */
const INPUT_LIMIT = 16 * 1024 * 1024;
/** What the server takes, bytes. */
const BODY_LIMIT = 1024 * 1024;
/** Of a prompt, a command or a message this much tells what it is. */
const TEXT_LIMIT = 400;
const LIST_LIMIT = 20;

const done = (): never => process.exit(0);
process.on('uncaughtException', done);
setTimeout(done, DEADLINE_MS);

const mode = process.argv[2] ?? '';
const chunks: Buffer[] = [];
let size = 0;
process.stdin.on('data', (chunk: Buffer) => {
  size += chunk.length;
  if (size <= INPUT_LIMIT) chunks.push(chunk);
});
process.stdin.on('end', () => {
  const input = Buffer.concat(chunks);
  // The command that is wrapped gets the very same bytes.
  if (mode === HOOK_MODES.passOn) writeAll(input);
  const payload: unknown = JSON.parse(input.toString());
  if (mode === HOOK_MODES.statusLine) writeAll(Buffer.from(`${statusLine(payload as StatusPayload)}\n`));
  send(mode === 'codex' ? 'codex' : 'claude', payload);
});

function writeAll(bytes: Buffer): void {
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at);
  } catch {
    // A command that reads nothing has closed its end; the server is told all the same.
  }
}

interface StatusPayload {
  readonly model?: { readonly display_name?: string };
  readonly context_window?: { readonly used_percentage?: number | null };
  readonly cost?: { readonly total_cost_usd?: number };
}

function statusLine({ model, context_window: window, cost }: StatusPayload): string {
  const percent = window?.used_percentage;
  const usd = cost?.total_cost_usd;
  return [
    model?.display_name,
    typeof percent === 'number' ? `context ${Math.round(percent)} %` : undefined,
    typeof usd === 'number' ? `$${usd.toFixed(2)}` : undefined,
  ]
    .filter(Boolean)
    .join(' · ');
}

interface Server {
  readonly pid: number;
  readonly url: string;
  readonly token: string;
  readonly requireToken?: boolean;
}

/** One HTTP request over a bare socket: loading an HTTP client would cost more than all the rest. */
function send(agent: string, payload: unknown): void {
  const server = JSON.parse(readFileSync(join(__dirname, 'server.json'), 'utf8')) as Server;
  // Of a server that was killed the file stays, and its port may be anybody's by now.
  process.kill(server.pid, 0);
  const { hostname, host, port } = new URL(server.url);
  const loopback = /^(127\.|localhost$|\[::1\]$)/.test(hostname);
  const body = Buffer.from(JSON.stringify(payload, shortened));
  if (body.length > BODY_LIMIT) done();
  const head = [
    `POST /api/hooks/${agent}?at=${Math.round(performance.timeOrigin)} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
    // On this machine's own address nobody is told it, unless the server asks even there.
    ...(loopback && server.requireToken !== true ? [] : [`Authorization: Bearer ${server.token}`]),
  ];
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || 80 });
  socket.on('error', done);
  socket.on('data', done);
  socket.on('close', done);
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(body);
}

/** Nobody asked for a tool's output or the whole of a text, so they do not leave this process. */
function shortened(key: string, value: unknown): unknown {
  if (key === 'tool_response') return undefined;
  if (typeof value === 'string' && value.length > TEXT_LIMIT && key !== 'cwd') return `${value.slice(0, TEXT_LIMIT)}…`;
  return Array.isArray(value) ? value.slice(0, LIST_LIMIT) : value;
}
