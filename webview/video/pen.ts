import type { Palette } from './palette.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Writing {
  readonly size?: number;
  readonly weight?: 400 | 600 | 700;
  readonly colour?: string;
  readonly mono?: boolean;
  readonly align?: 'left' | 'right';
  /** What does not fit is cut off with an ellipsis. */
  readonly width?: number;
}

/** What one frame is drawn with. Places are pixels of the video; text stands on its base line. */
export class Pen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;

  constructor(context: CanvasRenderingContext2D, palette: Palette) {
    this.context = context;
    this.palette = palette;
  }

  /** The width of what was written. */
  write(text: string, x: number, y: number, writing: Writing = {}): number {
    const { size = 16, weight = 400, colour = this.palette.text, mono = false, align = 'left', width } = writing;
    const { context } = this;
    context.font = `${weight} ${size}px ${mono ? 'ui-monospace, Menlo, Consolas, monospace' : 'system-ui, sans-serif'}`;
    context.textAlign = align;
    context.textBaseline = 'alphabetic';
    context.fillStyle = colour;
    const shown = width === undefined ? text : this.#fitted(text, width);
    context.fillText(shown, x, y);
    return context.measureText(shown).width;
  }

  box({ x, y, width, height }: Box, colour: string, radius = 8): void {
    const { context } = this;
    context.fillStyle = colour;
    context.beginPath();
    context.roundRect(x, y, Math.max(0, width), height, radius);
    context.fill();
  }

  panel(box: Box, title: string, aside = ''): void {
    const { context, palette } = this;
    this.box(box, palette.raised);
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.stroke();
    const right = box.x + box.width - 16;
    const taken =
      aside === '' ? 0 : this.write(aside, right, box.y + 26, { size: 15, colour: palette.quiet, align: 'right' });
    this.write(title, box.x + 16, box.y + 26, { size: 15, weight: 600, width: box.width - 48 - taken });
  }

  dot(x: number, y: number, radius: number, colour: string, filled: boolean): void {
    const { context } = this;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = context.strokeStyle = colour;
    context.lineWidth = 2;
    if (filled) context.fill();
    else context.stroke();
  }

  #fitted(text: string, width: number): string {
    const { context } = this;
    // No frame is wide enough for more, and measuring a long text costs.
    const line = text.slice(0, 300);
    if (line.length === text.length && context.measureText(line).width <= width) return line;
    let [fits, low, high] = ['…', 0, line.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const cut = `${line.slice(0, middle).trimEnd()}…`;
      if (context.measureText(cut).width <= width) [fits, low] = [cut, middle];
      else high = middle - 1;
    }
    return fits;
  }
}
