/** The part of an address that leads to a line of a session's log; `at`: in the session as it was then, ms. */
export function lineHash(session: string, line: number, at: number | null): string {
  return `#${new URLSearchParams({ session, ...(at !== null && { t: String(at) }), line: String(line) })}`;
}

/** The line that such an address leads to; null: none. */
export function lineIn(hash: string): number | null {
  const line = Number(new URLSearchParams(hash.slice(1)).get('line') ?? NaN);
  return Number.isSafeInteger(line) && line > 0 ? line : null;
}
