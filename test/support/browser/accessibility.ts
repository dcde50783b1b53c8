import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type Axe from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The editor's own themes, with the class each gives the body of a webview. */
export const EDITOR_THEMES = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'hc-dark': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light',
} as const;

/** Makes a page look as it does in a webview of the editor with this theme. */
export async function wearEditorTheme(page: Page, theme: string, kind: string): Promise<void> {
  const css = readFileSync(join(import.meta.dirname, `../../fixtures/themes/${theme}.css`), 'utf8');
  await page.addStyleTag({ content: css });
  await page.evaluate((bodyClass) => {
    delete document.documentElement.dataset['theme'];
    document.body.dataset['vscodeThemeKind'] = bodyClass;
    document.body.className = bodyClass;
  }, kind);
  // A change of theme is drawn in the next frame, what follows from it in the one after.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** What axe complains about. Needs a page without a Content-Security-Policy. */
export async function complaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof Axe };
    const results = await axe.run(document, { resultTypes: ['violations'] });
    return results.violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`).join('; ')}`,
    );
  });
}
