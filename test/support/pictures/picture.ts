import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** A picture's pixels, four bytes each. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

/** Of 256: an eye does not see it, and a picture takes much less room. */
const STEP = 4;

/** How different one pixel may be, 0 to 1: less than an eye sees. */
const PIXEL_TOLERANCE = 0.06;

export function decode(png: Buffer): Picture {
  return PNG.sync.read(png);
}

export function encode({ width, height, data }: Picture): Buffer {
  const png = new PNG({ width, height });
  for (let at = 0; at < data.length; at++) png.data[at] = Math.min(255, Math.round(data[at]! / STEP) * STEP);
  return PNG.sync.write(png, { colorType: 2, deflateLevel: 9 });
}

/** Half as wide and high; each pixel is the mean of four. */
export function halve({ width, height, data }: Picture): Picture {
  const half = { width: width >> 1, height: height >> 1 };
  const halved = Buffer.alloc(half.width * half.height * 4);
  for (let y = 0, to = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const at = (y * 2 * width + x * 2) * 4;
      const below = at + width * 4;
      for (let part = 0; part < 4; part++, to++) {
        const sum = data[at + part]! + data[at + 4 + part]! + data[below + part]! + data[below + 4 + part]!;
        halved[to] = sum >> 2;
      }
    }
  }
  return { ...half, data: halved };
}

/** How many pixels differ, and a picture of where; all of them where the sizes do. */
export function difference(actual: Picture, expected: Picture): { readonly pixels: number; readonly shown: Picture } {
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) return { pixels: width * height, shown: actual };
  const shown = { width, height, data: Buffer.alloc(width * height * 4) };
  const pixels = pixelmatch(actual.data, expected.data, shown.data, width, height, {
    threshold: PIXEL_TOLERANCE,
    includeAA: true,
  });
  return { pixels, shown };
}
