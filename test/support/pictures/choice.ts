import type { Screen } from './screens.ts';
import { SCREENS } from './screens.ts';
import { SIZES } from './sizes.ts';
import type { SizeName } from './sizes.ts';
import { THEMES } from './themes.ts';
import type { Theme } from './themes.ts';

/**
 * The themes in which a screen is looked at in one size: each screen is seen in every size and in every theme, not in every
 * pair of the two.
 */
export function chosenThemes(screen: Screen, size: SizeName): readonly Theme[] {
  const turn = SCREENS.indexOf(screen) + Object.keys(SIZES).indexOf(size);
  return [THEMES[turn % THEMES.length]!];
}
