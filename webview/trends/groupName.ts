import { t } from '../../src/protocol/language.ts';
import type { TrendGroup, TrendGrouping } from '../../src/protocol/trends.ts';
import { plainText } from '../log/ansi.ts';

/** What a group is called. */
export function groupName({ name, others }: Pick<TrendGroup, 'name' | 'others'>, by: TrendGrouping): string {
  if (others > 0) return t`${others} others`;
  return name === null ? unknownName(by) : plainText(name);
}

function unknownName(by: TrendGrouping): string {
  switch (by) {
    case 'project':
      return t('unknown project');
    case 'model':
      return t('unknown model');
    case 'source':
      return t('unknown source');
  }
}
