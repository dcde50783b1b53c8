import type { SessionMoment } from '../moment.ts';
import type { Ask } from '../transports/host.ts';
import { Capture, FRAMES_PER_SECOND } from './capture.ts';
import { drawScene, HEIGHT, WIDTH } from './drawScene.ts';
import { paletteOf } from './palette.ts';
import { Pen } from './pen.ts';
import { sceneOf } from './scene.ts';
import type { Scene } from './scene.ts';
import { ReplayScenes } from './scenes.ts';
import type { Range } from './scenes.ts';
import type { VideoFormat } from './videoFormat.ts';

/** The last picture stays so long, ms: else nobody could read how it ended. */
const END_MS = 1_500;

/** A replay in so many seconds of video, or what happens now for as long as a person wants. */
export type Plan =
  | { readonly kind: 'replay'; readonly range: Range; readonly seconds: number }
  | { readonly kind: 'live'; readonly moment: () => SessionMoment | null };

export interface RecordingListener {
  /** Another picture was taken, or it waits. */
  readonly progressed: () => void;
  /** It is over: the video, or why there is none. */
  readonly ended: (video: Blob | null, problem: string | null) => void;
}

/** Draws a session picture by picture, and records it. */
export class VideoRecording {
  readonly canvas = document.createElement('canvas');
  readonly #plan: Plan;
  readonly #listener: RecordingListener;
  readonly #capture: Capture;
  readonly #context: CanvasRenderingContext2D;
  #scenes: ReplayScenes | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #fetching = false;
  #over = false;

  constructor(plan: Plan, format: VideoFormat, listener: RecordingListener) {
    this.#plan = plan;
    this.#listener = listener;
    this.canvas.width = WIDTH;
    this.canvas.height = HEIGHT;
    this.#context = this.canvas.getContext('2d', { alpha: false })!;
    this.#capture = new Capture(this.canvas, format, () => void this.finish());
  }

  get bytes(): number {
    return this.#capture.bytes;
  }

  /** Of the video so far, ms. */
  get length(): number {
    return this.#capture.length;
  }

  /** Of the whole video, ms; null where a person ends it. */
  get wanted(): number | null {
    return this.#plan.kind === 'live' ? null : this.#plan.seconds * 1_000 + END_MS;
  }

  /** It goes on when the page is looked at again, or events have come. */
  get waits(): boolean {
    return this.#capture.paused;
  }

  async start(ask: Ask): Promise<void> {
    try {
      if (this.#plan.kind === 'replay') this.#scenes = await ReplayScenes.open(this.#plan.range, ask);
      if (this.#over) return;
      document.addEventListener('visibilitychange', this.#seen);
      this.#timer = setInterval(() => this.#tick(), 1_000 / FRAMES_PER_SECOND);
      this.#tick();
    } catch (error) {
      await this.#end(error as Error);
    }
  }

  /** Ends it with what there is. */
  async finish(): Promise<void> {
    await this.#end(null);
  }

  /** Ends it, and keeps nothing. */
  async cancel(): Promise<void> {
    if (this.#over) return;
    this.#halt();
    await this.#capture.stop();
    this.#listener.ended(null, null);
  }

  /** Browsers hardly draw what nobody sees: a video of that would stutter. */
  readonly #seen = (): void => {
    if (document.hidden) this.#capture.pause();
    this.#listener.progressed();
  };

  #tick(): void {
    if (document.hidden || this.#fetching || this.#over) return;
    const scene = this.#plan.kind === 'live' ? this.#liveScene() : this.#replayScene(this.#plan.seconds * 1_000);
    if (scene === null) return;
    drawScene(new Pen(this.#context, paletteOf(document.body)), scene);
    this.#capture.run();
    this.#listener.progressed();
    if (this.wanted !== null && this.length >= this.wanted) void this.finish();
  }

  #liveScene(): Scene | null {
    const moment = this.#plan.kind === 'live' ? this.#plan.moment() : null;
    if (moment !== null) return sceneOf(moment.state, moment.now, false);
    void this.finish();
    return null;
  }

  /** null while its events are not here: then the video waits with them. */
  #replayScene(length: number): Scene | null {
    const part = Math.min(1, this.length / length);
    const scene = this.#scenes!.scene(part);
    if (scene !== null) return scene;
    this.#capture.pause();
    this.#fetching = true;
    this.#scenes!.fetch(part).then(
      () => (this.#fetching = false),
      (error: Error) => this.#end(error),
    );
    return null;
  }

  #halt(): void {
    this.#over = true;
    this.#scenes?.stop();
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#seen);
  }

  async #end(error: Error | null): Promise<void> {
    if (this.#over) return;
    this.#halt();
    const video = await this.#capture.stop();
    this.#listener.ended(error === null && video.size > 0 ? video : null, error?.message ?? null);
  }
}
