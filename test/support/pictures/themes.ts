import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** The page's own themes, and the editor's for those who need contrast. */
export const THEMES = ['dark', 'light', 'hc-dark', 'hc-light'] as const;
export type Theme = (typeof THEMES)[number];

const KINDS: Readonly<Record<Theme, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  'hc-dark': 'vscode-high-contrast',
  'hc-light': 'vscode-high-contrast-light',
};
/**
 * Nothing blinks in a picture. It stays where it was scrolled to: whether the browser goes along with what grows above
 * depends on how long ago that was. A dialog lies on whole pixels: its middle depends on how it grew to its size, which the
 * order of answers decides.
 */
const STILL = `*, *::before, *::after { caret-color: transparent !important; overflow-anchor: none !important; }
  dialog { will-change: transform; }`;

/** Changes the theme of an open page where it stands. */
export async function wear(page: Page, theme: Theme): Promise<void> {
  const isEditors = theme.startsWith('hc-');
  const file = join(import.meta.dirname, `../../fixtures/themes/${theme}.css`);
  const css = `${STILL}${isEditors ? readFileSync(file, 'utf8') : ''}`;
  await page.evaluate(
    ({ css, kind, name }) => {
      // The page's buttons have sheets of their own there.
      const isOurs = ({ media }: CSSStyleSheet): boolean => media.mediaText === 'screen';
      const others = document.adoptedStyleSheets.filter((each) => !isOurs(each));
      const sheet = new CSSStyleSheet({ media: 'screen' });
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...others, sheet];
      if (name === null) delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = name;
      document.body.dataset['vscodeThemeKind'] = kind;
      document.body.className = kind;
    },
    { css, kind: KINDS[theme], name: isEditors ? null : theme },
  );
}
