export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error';

const LEVELS: readonly Level[] = ['trace', 'debug', 'info', 'warn', 'error'];

/** A line of the server's log for people. pino's levels are 10 (trace) to 60 (fatal); any other line is text. */
export function readLogLine(line: string): { readonly level: Level; readonly text: string } {
  if (!line.startsWith('{')) return { level: 'info', text: line };
  try {
    const { level, msg, time: _t, pid: _p, hostname: _h, ...rest } = JSON.parse(line) as Record<string, unknown>;
    const more = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
    const index = Math.min(Math.floor(Number(level) / 10), LEVELS.length) - 1;
    return { level: LEVELS[index] ?? 'info', text: `${String(msg)}${more}` };
  } catch {
    return { level: 'info', text: line };
  }
}

/** What comes before a key of the server, a pairing code or the secret of a share link. */
const BEFORE_SECRET = /(token["']?\s*[=:]\s*["']?|Bearer\s+|\bcode=|\blink\/)[\w.~+/=-]{8,}/gi;

/** The line without anything that looks like a way in. */
export function withoutSecrets(line: string): string {
  return line.replace(BEFORE_SECRET, '$1…');
}
