/** The one door to @vscode/webview-ui-toolkit: archived upstream, so what replaces it is written here. */
import { endFocusProbe } from './focusProbe.ts';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

endFocusProbe();
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());
