const ESC = '\\u001b';
/** Colours and the like. */
const CSI = `${ESC}\\[[0-9:;<=>?]*[ -/]*[@-~]?`;
/** Links and titles. */
const OSC = `${ESC}\\][^\\u0007${ESC}\\u009c]*(?:\\u0007|\\u009c|${ESC}\\\\)?`;
/** Control sequences of terminals. Each ends at the latest where the next one begins, so no text is gone through twice. */
const ESCAPES = new RegExp(`${CSI}|${OSC}|${ESC}[^[\\]]?`, 'g');

/** The text as a person reads it: a secret in colours is still one. */
export function withoutEscapes(text: string): string {
  return text.includes('\u001b') ? text.replace(ESCAPES, '') : text;
}
