import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often the event loop is looked at, ms: oftener would itself keep it busy. What it measures includes this time. */
const RESOLUTION_MS = 50;

export interface LoopDelay {
  /** How long something that was due had to wait since the start, ms. */
  readonly read: () => { readonly p99: number; readonly max: number };
  readonly stop: () => void;
}

/** Measures whether the server answers at once, or is kept busy by something else. */
export function measureLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const delay = (nanoseconds: number): number => Math.max(0, Math.round(nanoseconds / 1e5 - RESOLUTION_MS * 10) / 10);
  return {
    read: () => ({ p99: delay(histogram.percentile(99)), max: delay(histogram.max) }),
    stop: () => void histogram.disable(),
  };
}
