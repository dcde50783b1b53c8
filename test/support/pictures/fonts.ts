import type { Browser } from 'playwright-core';

/** Letters whose widths no two fonts share, in the stacks of webview/styles/browserThemes.css. */
const PROBE = 'The quick brown fox, 0123456789 %·≈→ iIlL';
const STACKS = {
  sans: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  mono: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  // What a webview of the editor has where the test's theme names no font.
  plain: 'sans-serif',
};

/** How wide this machine's letters are, CSS pixels: where they differ, no picture can be compared. */
export async function fontWidths(browser: Browser): Promise<Readonly<Record<string, number>>> {
  const page = await browser.newPage();
  try {
    return await page.evaluate(
      ({ probe, stacks }) => {
        const pen = document.createElement('canvas').getContext('2d')!;
        const width = (font: string): number => {
          pen.font = font;
          return Math.round(pen.measureText(probe).width * 100) / 100;
        };
        const widths = Object.entries(stacks).flatMap(([name, stack]) => [
          [name, width(`13px ${stack}`)],
          [`${name} bold`, width(`600 20px ${stack}`)],
        ]);
        return Object.fromEntries(widths) as Record<string, number>;
      },
      { probe: PROBE, stacks: STACKS },
    );
  } finally {
    await page.close();
  }
}
