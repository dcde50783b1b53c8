import { inEnglish } from '../../protocol/language.ts';
import { z } from 'zod';

/** What a line of the agent's log means for the tunnel. */
export type NgrokNews =
  /** `url`: with a slash at its end. */
  | { readonly kind: 'open'; readonly url: string }
  /** The connection to ngrok's service stands, for the first time or again. */
  | { readonly kind: 'connected' }
  | { readonly kind: 'trouble'; readonly message: string; readonly isFinal: boolean };

/** A line of `--log-format json`; there is more in it. Where nothing is wrong, `err` may be "<nil>". */
const logLine = z.object({
  msg: z.string().default(''),
  url: z.string().optional(),
  err: z.unknown().optional(),
});

export const NGROK_MISSING = inEnglish`ngrok is not installed, or not in the PATH: get it from https://ngrok.com/download, log in once with "ngrok config add-authtoken", and try again.`;

const LOG_IN = inEnglish`get your token at https://dashboard.ngrok.com/get-started/your-authtoken and run: ngrok config add-authtoken TOKEN`;
const UPDATE = inEnglish`run: ngrok update`;

/** What to do about the refusals that people meet most. */
const REMEDIES: Readonly<Record<string, string>> = {
  ERR_NGROK_105: inEnglish`ngrok does not know this token: ${LOG_IN}`,
  ERR_NGROK_107: inEnglish`ngrok does not take this token any more: ${LOG_IN}`,
  ERR_NGROK_4018: inEnglish`ngrok is not logged in: ${LOG_IN}`,
  ERR_NGROK_108: inEnglish`Your ngrok account allows no further agent at the same time: stop the other one; https://dashboard.ngrok.com/agents lists them`,
  ERR_NGROK_120: inEnglish`ngrok is too old: ${UPDATE}`,
  ERR_NGROK_121: inEnglish`ngrok is too old for your account: ${UPDATE}`,
  ERR_NGROK_334: inEnglish`The address is online already, by another ngrok: stop that one`,
};

/** Reads one line of the agent's log; undefined for what changes nothing. */
export function readNgrokLine(line: string): NgrokNews | undefined {
  const told = parseLine(line);
  if (told === undefined) return undefined;
  const { msg, url, err } = told;
  if (msg === 'started tunnel' && url !== undefined && URL.canParse(url))
    return { kind: 'open', url: new URL(url).href };
  if (msg === 'client session established' || msg === 'tunnel session started') return { kind: 'connected' };
  if (typeof err !== 'string' || !/session|command failed|terminating/.test(msg)) return undefined;
  return explainNgrokError(err);
}

/** What the agent says of its end, in its log or on stderr, in one line for a person; undefined when it says nothing. */
export function explainNgrokError(text: string): Extract<NgrokNews, { kind: 'trouble' }> | undefined {
  const code = /ERR_NGROK_\d+/.exec(text)?.[0];
  const said = firstLine(text);
  if (code !== undefined) return { kind: 'trouble', message: explainCode(code, said), isFinal: true };
  if (said === '' || said === '<nil>') return undefined;
  return {
    kind: 'trouble',
    message: inEnglish`ngrok cannot reach its service and tries again: ${said}`,
    isFinal: false,
  };
}

function explainCode(code: string, said: string): string {
  const remedy = REMEDIES[code];
  if (remedy !== undefined) return `${remedy} (${code}).`;
  return inEnglish`ngrok refused: ${said} https://ngrok.com/docs/errors/${code.toLowerCase()} says what to do.`;
}

/** The agent's own words without its prefixes. Later lines hold advice and, at times, the token. */
function firstLine(text: string): string {
  const lines = text.split(/[\r\n]+/).map((line) => line.replace(/^ERROR:\s*/, '').trim());
  return lines.find((line) => line !== '' && !/^ERR_NGROK_\d+$/.test(line)) ?? '';
}

function parseLine(line: string): z.infer<typeof logLine> | undefined {
  try {
    return logLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
