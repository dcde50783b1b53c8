import gifenc from 'gifenc';
import type { Picture } from './picture.ts';

/** One of the 256 that a GIF can have is for what stays as it was. */
const COLOURS = 127;

export interface Frame {
  readonly picture: Picture;
  /** How long it is shown, ms. */
  readonly ms: number;
}

/** A moving picture that begins anew at its end. All frames are of one size; of each only what changed is written. */
export function encodeGif(frames: readonly Frame[]): Uint8Array {
  const { GIFEncoder, quantize, applyPalette } = gifenc;
  const { width, height } = frames[0]!.picture;
  const palette = quantize(sampleOf(frames), COLOURS);
  const stays = palette.length;
  const gif = GIFEncoder();
  let before: Uint8Array | null = null;
  for (const { picture, ms } of frames) {
    const index = applyPalette(picture.data, palette);
    const last = before;
    const changed = last === null ? index : index.map((colour, at) => (colour === last[at] ? stays : colour));
    gif.writeFrame(changed, width, height, {
      ...(last === null && { palette: [...palette, [0, 0, 0] as const] }),
      delay: ms,
      transparent: last !== null,
      transparentIndex: stays,
      dispose: 1,
    });
    before = index;
  }
  gif.finish();
  return gif.bytes();
}

/** A few frames are enough to know the colours of all. */
function sampleOf(frames: readonly Frame[]): Uint8Array {
  const step = Math.ceil(frames.length / 6);
  const some = [...frames.filter((_, index) => index % step === 0), frames.at(-1)!];
  return Buffer.concat(some.map(({ picture }) => picture.data));
}
