/* eslint-disable no-control-regex -- control characters are what this file is about */
/** Terminal text as plain text. */

/**
 * In this order: a control sequence (colours, cursor), a string for the terminal (titles, links; up to its end or,
 * when that is missing, the line's), and any other escape. Each also in its 8-bit form.
 */
export const TERMINAL_ESCAPES =
  /(?:\x1b\[|\x9b)([0-?]*)[ -/]*([@-~])|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;
/** With those that turn the direction of the text behind them around. */
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]/g;

/** The same text without any escape. */
export function plainText(text: string): string {
  return withoutControls(text.replace(TERMINAL_ESCAPES, ''));
}

/** Control characters as their visible pictures (␍), so that nothing can hide; a line's end is not one. */
export function withoutControls(text: string): string {
  return text
    .replace(/\r+(?=\n|$)/g, '')
    .replace(CONTROLS, (control) => (control < ' ' ? String.fromCharCode(0x2400 + control.charCodeAt(0)) : '�'));
}
