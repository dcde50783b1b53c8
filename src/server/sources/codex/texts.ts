/** Names as Codex writes them. */
import { textOf } from '../values.ts';

const ID_LENGTH = 200;

/** What names a thing, bounded, since it is remembered until the thing is over. */
export function identifier(value: unknown): string | null {
  return textOf(value)?.slice(0, ID_LENGTH) ?? null;
}

/** "usage_limit_exceeded" for people. */
export function words(name: string): string {
  return name.replaceAll('_', ' ');
}

/** The last part of a path of either kind, and of an agent's path. */
export function lastPart(path: string): string | null {
  return textOf(path.split(/[/\\]/).findLast((part) => part !== ''));
}
