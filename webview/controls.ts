/** The one door to @vscode/webview-ui-toolkit: archived upstream, so what replaces it is written here. */
import { Observable } from '@microsoft/fast-element';
import { endFocusProbe } from './focusProbe.ts';
import {
  Dropdown,
  TextField,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

endFocusProbe();
keepNames();
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());

/**
 * Makes a dropdown show the option it should. By itself it reads an option's text only when the person chooses it, so a
 * text that changes later, or a list that is made anew, would leave an old one on view. `open`: its list is shown again.
 */
export function showChosen(dropdown: Element | undefined, value: string | null, open = false): void {
  // It knows its new options a moment after they are there.
  requestAnimationFrame(() => {
    if (!(dropdown instanceof Dropdown) || !dropdown.isConnected || value === null) return;
    if (dropdown.value !== value) dropdown.value = value;
    if (open) dropdown.open = true;
    Observable.notify(dropdown, 'displayValue');
  });
}

/** A text field that comes into the page calls itself "Text field", whatever name it was given. */
function keepNames(): void {
  const connected = Reflect.get<object, string>(TextField.prototype, 'connectedCallback') as (this: TextField) => void;
  TextField.prototype.connectedCallback = function (): void {
    const name = this.getAttribute('aria-label');
    connected.call(this);
    if (name !== null) this.setAttribute('aria-label', name);
  };
}
