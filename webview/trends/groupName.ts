import type { TrendGroup, TrendGrouping } from '../../src/protocol/trends.ts';
import { plainText } from '../log/ansi.ts';

/** What a group is called. */
export function groupName({ name, others }: Pick<TrendGroup, 'name' | 'others'>, by: TrendGrouping): string {
  if (others > 0) return `${others} others`;
  return name === null ? `unknown ${by}` : plainText(name);
}
