const STORED_AS = 'livestream.theme';
const CHOICES = ['dark', 'light', 'system'] as const;

export type ThemeChoice = (typeof CHOICES)[number];

/**
 * The theme of the page in a browser, dark unless chosen otherwise. It marks the page as VS Code marks a webview, with
 * classes on the body, so that styles, controls and charts follow a change in both the same way.
 */
export class Theme {
  readonly #light = matchMedia('(prefers-color-scheme: light)');
  #choice: ThemeChoice;

  constructor() {
    const stored = readStored();
    this.#choice = CHOICES.find((choice) => choice === stored) ?? 'dark';
    this.#light.addEventListener('change', () => this.#apply());
    this.#apply();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  next(): void {
    this.#choice = CHOICES[(CHOICES.indexOf(this.#choice) + 1) % CHOICES.length]!;
    try {
      localStorage.setItem(STORED_AS, this.#choice);
    } catch {
      // Storage is off: the choice lasts as long as the page.
    }
    this.#apply();
  }

  #apply(): void {
    const system = this.#light.matches ? 'light' : 'dark';
    const name = this.#choice === 'system' ? system : this.#choice;
    document.documentElement.dataset['theme'] = name;
    document.body.dataset['vscodeThemeKind'] = `vscode-${name}`;
    document.body.className = `vscode-${name}`;
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}
