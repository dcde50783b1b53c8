import { findRunningServer } from '../base/runningServer.ts';
import type { CommonOptions } from './commonOptions.ts';

export interface EmitOptions extends CommonOptions {
  readonly url?: string;
  readonly token?: string;
}

/** `livestream emit <session> <type> [key=value…]`: posts one event and says how many clients were told. */
export async function emit(
  session: string,
  type: string,
  pairs: readonly string[],
  options: EmitOptions,
): Promise<void> {
  const running = options.url === undefined ? await findRunningServer(options.dataDir) : undefined;
  const url = options.url ?? running?.url;
  if (url === undefined) {
    throw new Error(
      `No livestream server runs on ${options.dataDir}. Start one with "livestream", or name one with --url.`,
    );
  }
  const token = options.token ?? running?.token;
  const event = { type, session_id: session, timestamp: new Date().toISOString(), data: parsePairs(pairs) };
  const response = await fetch(new URL(`api/broadcast/${encodeURIComponent(session)}`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(event),
  }).catch((error: unknown) => {
    throw new Error(`The server at ${url} does not answer (${(error as Error).message}).`);
  });
  const answer = (await response.json()) as { broadcasted?: number; error?: string; field?: string };
  if (!response.ok)
    throw new Error(`The server refused the event${answer.field ? ` (${answer.field})` : ''}: ${answer.error}`);
  process.stdout.write(`Saved. Told ${answer.broadcasted} client${answer.broadcasted === 1 ? '' : 's'}.\n`);
}

/** key=value, where a value that is JSON (42, true, "text", {…}) is taken as such and any other as text. */
function parsePairs(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new Error(`"${pair}" is not key=value.`);
      return [pair.slice(0, at), jsonOrText(pair.slice(at + 1))];
    }),
  );
}

function jsonOrText(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
