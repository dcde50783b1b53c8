/* eslint-disable no-control-regex -- control characters are what this file is about */
/** Terminal text: colours become names of CSS classes, and what is not text or colour is left out. */

export interface AnsiSpan {
  readonly text: string;
  /** Names of classes, "" when the text is plain. */
  readonly classes: string;
}

/**
 * In this order: a control sequence (colours, cursor), a string for the terminal (titles, links; up to its end or,
 * when that is missing, the line's), and any other escape. Each also in its 8-bit form.
 */
const ESCAPES =
  /(?:\x1b\[|\x9b)([0-?]*)[ -/]*([@-~])|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;
/** With those that turn the direction of the text behind them around. */
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e]/g;
const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

interface Style {
  readonly marks: ReadonlySet<string>;
  readonly colour: string | null;
  readonly ground: string | null;
}

const PLAIN: Style = { marks: new Set(), colour: null, ground: null };

export function parseAnsi(text: string): readonly AnsiSpan[] {
  const spans: AnsiSpan[] = [];
  let style = PLAIN;
  let from = 0;
  const push = (to: number) => {
    const piece = clean(text.slice(from, to));
    if (piece !== '') spans.push({ text: piece, classes: classesOf(style) });
  };
  for (const match of text.matchAll(ESCAPES)) {
    push(match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') style = applySgr(style, match[1] ?? '');
  }
  push(text.length);
  return spans;
}

/** The same text without any escape. */
export function plainText(text: string): string {
  return clean(text.replace(ESCAPES, ''));
}

/** Control characters as their visible pictures (␍), so that nothing can hide; a line's end is not one. */
function clean(text: string): string {
  return text
    .replace(/\r+(?=\n|$)/g, '')
    .replace(CONTROLS, (control) => (control < ' ' ? String.fromCharCode(0x2400 + control.charCodeAt(0)) : '�'));
}

function classesOf({ marks, colour, ground }: Style): string {
  return [...marks, colour && `ansi-${colour}`, ground && `ansi-on-${ground}`].filter(Boolean).join(' ');
}

function applySgr(before: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map((code) => Number(code || '0'));
  let style = before;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index]!;
    if (code === 38 || code === 48) {
      const [colour, used] = extendedColour(codes.slice(index + 1));
      style = code === 38 ? { ...style, colour } : { ...style, ground: colour };
      index += used;
    } else {
      style = applyCode(style, code);
    }
  }
  return style;
}

function applyCode(style: Style, code: number): Style {
  const marked = (...names: string[]) => ({ ...style, marks: new Set([...style.marks, ...names]) });
  const unmarked = (...names: string[]) => ({
    ...style,
    marks: new Set([...style.marks].filter((m) => !names.includes(m))),
  });
  if (code === 0) return PLAIN;
  if (code === 1) return marked('ansi-bold');
  if (code === 2) return marked('ansi-dim');
  if (code === 3) return marked('ansi-italic');
  if (code === 4) return marked('ansi-underline');
  if (code === 9) return marked('ansi-strike');
  if (code === 22) return unmarked('ansi-bold', 'ansi-dim');
  if (code === 23) return unmarked('ansi-italic');
  if (code === 24) return unmarked('ansi-underline');
  if (code === 29) return unmarked('ansi-strike');
  if (code === 39) return { ...style, colour: null };
  if (code === 49) return { ...style, ground: null };
  if (code >= 30 && code <= 37) return { ...style, colour: COLOURS[code - 30]! };
  if (code >= 40 && code <= 47) return { ...style, ground: COLOURS[code - 40]! };
  if (code >= 90 && code <= 97) return { ...style, colour: `bright-${COLOURS[code - 90]!}` };
  if (code >= 100 && code <= 107) return { ...style, ground: `bright-${COLOURS[code - 100]!}` };
  return style;
}

/** A colour of 256 or of 16 million as the theme's nearest of 16, which is sure to be readable; and the codes it took. */
function extendedColour(codes: readonly number[]): readonly [string | null, number] {
  if (codes[0] === 2) return [nearest(codes[1] ?? 0, codes[2] ?? 0, codes[3] ?? 0), 4];
  if (codes[0] !== 5) return [null, 0];
  const code = codes[1] ?? 0;
  if (code < 8) return [COLOURS[code] ?? null, 2];
  if (code < 16) return [`bright-${COLOURS[code - 8]!}`, 2];
  if (code >= 232) return [nearest(code - 232, code - 232, code - 232, 24), 2];
  const cube = code - 16;
  return [nearest(Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6, 5), 2];
}

function nearest(red: number, green: number, blue: number, most = 255): string {
  const highest = Math.max(red, green, blue);
  const lit = (part: number, bit: number) => (highest > 0 && part >= highest * 0.6 ? bit : 0);
  const colour = highest < most * 0.2 ? 'black' : COLOURS[lit(red, 1) | lit(green, 2) | lit(blue, 4)]!;
  return highest > most * 0.75 ? `bright-${colour}` : colour;
}
