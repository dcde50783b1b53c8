import type { ListedGrant } from './accessHolder.ts';

const MINUTE_MS = 60_000;
const UNITS = [
  ['d', 24 * 60 * MINUTE_MS],
  ['h', 60 * MINUTE_MS],
  ['min', MINUTE_MS],
] as const;

/** Lines of columns as wide as their widest text, two spaces between them. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? [];
  return rows
    .map(
      (row) =>
        `${row
          .map((text, column) => text.padEnd(columns[column]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** How long ago, in the largest unit that says something: "3 h ago". */
export function ago(at: number | null, now: number): string {
  if (at === null) return 'never';
  const span = spanWords(now - at);
  return span === undefined ? 'just now' : `${span} ago`;
}

/** How long from now: "in 3 h". */
export function ahead(at: number | null, now: number): string {
  return at === null ? 'when revoked' : `in ${spanWords(at - now) ?? 'less than a minute'}`;
}

function spanWords(ms: number): string | undefined {
  const unit = UNITS.find(([, size]) => ms >= size);
  return unit && `${Math.floor(ms / unit[1])} ${unit[0]}`;
}

/** The columns that all kinds have. */
export function seenColumns({ lastSeen, address, expiresAt }: ListedGrant, now: number): readonly string[] {
  return [ago(lastSeen, now), address ?? '', ahead(expiresAt, now)];
}

export const SEEN_TITLES = ['LAST SEEN', 'FROM', 'ENDS'] as const;
