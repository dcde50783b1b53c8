import { chartColour } from '../charts/chartColour.ts';
import type { Tone } from '../statusWords.ts';

/** The colours of the page's theme, as a canvas takes them. */
export interface Palette {
  readonly ground: string;
  readonly raised: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly bad: string;
  readonly purple: string;
}

/** Read anew for each frame: the theme may change while it is recorded. */
export function paletteOf(page: Element): Palette {
  const { color, backgroundColor } = getComputedStyle(page);
  const chart = (name: string): string => chartColour(page, `--chart-${name}`);
  return {
    ground: backgroundColor,
    raised: chart('ground'),
    text: color,
    quiet: chart('text'),
    line: chart('grid'),
    accent: chart('blue'),
    good: chart('green'),
    warning: chart('yellow'),
    bad: chart('red'),
    purple: chart('purple'),
  };
}

export function toneColour(palette: Palette, tone: Tone): string {
  return tone === 'neutral' ? palette.quiet : palette[tone];
}
