import * as vscode from 'vscode';
import { speak } from '../protocol/language.ts';

const ENGLISH = 'en-GB';

/** Has the extension speak the editor's language, where there is a catalogue of it, and English in all others. */
export function speakEditorLanguage(): void {
  const { bundle } = vscode.l10n;
  speak({ locale: bundle === undefined ? ENGLISH : vscode.env.language, catalogue: bundle ?? {} });
}
