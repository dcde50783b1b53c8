/** The start of a recording's page: the same dashboard, with all it needs in one file, and no server. */
import '../controls.ts';
import '../charts/timeChart.ts';
import '../log/codeView.ts';
import '../log/logView.ts';
import '../overTime/overTime.ts';
import '../replay/replayBar.ts';
import '../video/videoRecorder.ts';
import '../why/whyDialog.ts';
import { t } from '../../src/protocol/language.ts';
import { Timeline } from '../../src/protocol/timeline.ts';
import { Dashboard } from '../dashboard.ts';
import german from '../../l10n/bundle.l10n.de.json';
import { speakLanguage, wantedLanguages } from '../pageLanguage.ts';
import { RecordingFile } from './recordingFile.ts';
import { RecordingHost } from './recordingHost.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no element with the id "app".');
await speakLanguage(wantedLanguages(null), () => Promise.resolve(german));
const wait = document.createElement('p');
wait.className = 'recording-wait';
wait.role = 'status';
const say = (words: string): void => {
  wait.textContent = words;
  root.replaceChildren(wait);
};

try {
  const file = new RecordingFile(document, (part) => say(t`Reading the recording… ${Math.floor(part * 100)} %`));
  const head = await file.head();
  const timeline = new Timeline(head.summary.id, file, nextTurn);
  await timeline.update();
  root.replaceChildren();
  new Dashboard(root, new RecordingHost(head, timeline)).start();
} catch (error) {
  say(whyNot(error));
}

function whyNot(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return t`This recording cannot be shown: ${why} Ask for the file again, or open it in a newer browser.`;
}

/** A timer would wait some milliseconds each time. */
function nextTurn(): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', resolve, { once: true });
    port1.start();
    port2.postMessage(null);
  }).finally(() => port1.close());
}
