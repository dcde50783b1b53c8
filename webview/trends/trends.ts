import type { Ask } from '../transports/host.ts';

/** What trends know of the page they are on. */
export interface Trends {
  readonly ask: Ask;
  /** What the address says of them: "by", "days" and "show". */
  readonly kept: Readonly<Record<string, string>>;
  readonly keep: (kept: Readonly<Record<string, string>>) => void;
}
