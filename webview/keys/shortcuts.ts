import type { ViewName } from '../place.ts';

const TURNED_OFF = 'livestream.shortcuts';

/** Where a single letter leads. */
export const VIEW_KEYS: Readonly<Record<string, ViewName>> = {
  n: 'now',
  s: 'session',
  h: 'history',
  c: 'compare',
  t: 'trends',
  r: 'report',
  d: 'diagnostics',
  m: 'night',
};

export interface ShortcutActions {
  readonly go: (view: ViewName) => void;
  readonly alerts: () => unknown;
  readonly help: () => unknown;
}

/** Single letters get in the way of those who dictate or type by accident: they can be turned off. */
export function shortcutsAreOn(): boolean {
  try {
    return localStorage.getItem(TURNED_OFF) !== 'off';
  } catch {
    return true;
  }
}

export function turnShortcuts(on: boolean): void {
  try {
    if (on) localStorage.removeItem(TURNED_OFF);
    else localStorage.setItem(TURNED_OFF, 'off');
  } catch {
    // Storage is off: they stay as they are.
  }
}

/** Does what a key says, unless it is a text's or a dialog's, or somebody has turned that off. */
export function pressShortcut(event: KeyboardEvent, actions: ShortcutActions): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!shortcutsAreOn() || isTaken(event)) return;
  const { key } = event;
  if (key === '?') actions.help();
  else if (key === 'a') actions.alerts();
  else if (Object.hasOwn(VIEW_KEYS, key)) actions.go(VIEW_KEYS[key]!);
  else return;
  event.preventDefault();
}

/** In a field, a list of choices or a dialog a letter has a meaning of its own; a scrubber and a box to tick have none. */
function isTaken(event: KeyboardEvent): boolean {
  const fields =
    'input:not([type=range], [type=checkbox], [type=radio]), textarea, select, vscode-dropdown, vscode-text-field, [contenteditable]';
  const path = event.composedPath().filter((each) => each instanceof Element);
  return path.some((each) => each.matches(fields)) || document.querySelector('dialog[open]') !== null;
}
