import type { VideoFormat } from './videoFormat.ts';

/** Pictures a second. */
export const FRAMES_PER_SECOND = 25;
const BITS_PER_SECOND = 4_000_000;
/** How often the browser hands over what it has written, ms. */
const SLICE_MS = 500;
/** Bytes at which a recording ends by itself: some browsers cannot save more. */
const LIMIT = 1024 ** 3;

/**
 * Records what is drawn on a canvas. Browsers date each picture by their own clock, so time in the video passes as it does
 * for people; while it is paused, none does.
 */
export class Capture {
  readonly #recorder: MediaRecorder;
  readonly #stream: MediaStream;
  readonly #parts: Blob[] = [];
  readonly #full: () => void;
  #bytes = 0;
  #passed = 0;
  #since: number | null = null;

  /** `full` is called when no more can be recorded. */
  constructor(canvas: HTMLCanvasElement, { type }: VideoFormat, full: () => void) {
    this.#full = full;
    this.#stream = canvas.captureStream(FRAMES_PER_SECOND);
    this.#recorder = new MediaRecorder(this.#stream, { mimeType: type, videoBitsPerSecond: BITS_PER_SECOND });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#take(data));
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Of the video, ms. */
  get length(): number {
    return this.#passed + (this.#since === null ? 0 : performance.now() - this.#since);
  }

  get paused(): boolean {
    return this.#since === null;
  }

  run(): void {
    if (this.#since !== null) return;
    if (this.#recorder.state === 'inactive') this.#recorder.start(SLICE_MS);
    else this.#recorder.resume();
    this.#since = performance.now();
  }

  pause(): void {
    this.#passed = this.length;
    this.#since = null;
    if (this.#recorder.state === 'recording') this.#recorder.pause();
  }

  /** Ends it; resolves with the file. */
  async stop(): Promise<Blob> {
    this.#passed = this.length;
    this.#since = null;
    if (this.#recorder.state !== 'inactive') {
      const ended = new Promise((resolve) => this.#recorder.addEventListener('stop', resolve, { once: true }));
      this.#recorder.stop();
      await ended;
    }
    for (const track of this.#stream.getTracks()) track.stop();
    return new Blob(this.#parts, { type: this.#recorder.mimeType });
  }

  #take(data: Blob): void {
    this.#parts.push(data);
    this.#bytes += data.size;
    if (this.#bytes > LIMIT) this.#full();
  }
}
