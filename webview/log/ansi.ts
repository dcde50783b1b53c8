/** Terminal text: colours become names of CSS classes, and what is not text or colour is left out. */
import { TERMINAL_ESCAPES, withoutControls } from '../../src/protocol/plainText.ts';

export { plainText } from '../../src/protocol/plainText.ts';

export interface AnsiSpan {
  readonly text: string;
  /** Names of classes, "" when the text is plain. */
  readonly classes: string;
}

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
    const piece = withoutControls(text.slice(from, to));
    if (piece !== '') spans.push({ text: piece, classes: classesOf(style) });
  };
  for (const match of text.matchAll(TERMINAL_ESCAPES)) {
    push(match.index);
    from = match.index + match[0].length;
    if (match[2] === 'm') style = applySgr(style, match[1] ?? '');
  }
  push(text.length);
  return spans;
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
