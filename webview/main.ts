/** The dashboard's start: the same bytes in a browser and in a VS Code webview. */
import './controls.ts';
import './charts/timeChart.ts';
import './log/logView.ts';
import './overTime/overTime.ts';
import type { Catalogue } from '../src/protocol/language.ts';
import { Dashboard } from './dashboard.ts';
import { keepPage } from './keepPage.ts';
import { speakLanguage, wantedLanguages } from './pageLanguage.ts';
import { BrowserHost } from './transports/browserHost.ts';
import { VsCodeRelay } from './transports/vscodeRelay.ts';
import { loadWhyDialog } from './why/loadWhyDialog.ts';

/** The page itself comes first, ms. */
const WHY_AFTER_MS = 2_000;

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no element with the id "app".');

const inEditor = 'acquireVsCodeApi' in window;
await speakLanguage(wantedLanguages(inEditor ? document.documentElement.lang : null), loadGerman);
const host = inEditor ? new VsCodeRelay() : new BrowserHost();
new Dashboard(root, host).start();
if (host instanceof BrowserHost) keepPage();
// Whoever loses the connection may still ask why.
window.addEventListener('load', () => setTimeout(() => void loadWhyDialog().catch(() => undefined), WHY_AFTER_MS));

async function loadGerman(): Promise<Catalogue> {
  const german = (await import(new URL('./german.js', import.meta.url).href)) as { readonly default: Catalogue };
  return german.default;
}
