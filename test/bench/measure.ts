import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface Spread {
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

/** Of times in ms. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
  return { median: at(0.5), p99: at(0.99), max: round(sorted.at(-1)!) };
}

export function round(value: number): number {
  return value < 10 ? Math.round(value * 100) / 100 : Math.round(value * 10) / 10;
}

/** Resident memory of a process, MB. Linux tells; elsewhere NaN. */
export function residentMegabytes(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return round(Number(kilobytes) / 1024);
  } catch {
    return NaN;
  }
}

/** The same without what it shares with other processes, program code for the most part. */
export function ownMegabytes(pid: number): number {
  try {
    const kilobytes = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return round(Number(kilobytes) / 1024);
  } catch {
    return NaN;
  }
}

/** Share of one core that a process used over `ms`, percent. Linux tells; elsewhere NaN. */
export async function cpuPercent(pid: number, ms: number): Promise<number> {
  const before = cpuSeconds(pid);
  await delay(ms);
  return round(((cpuSeconds(pid) - before) / (ms / 1000)) * 100);
}

/** The kernel counts in hundredths of a second. */
function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return NaN;
  }
}

/** Waits until `done()` holds; fails after a minute, since a benchmark that hangs says nothing. */
export async function until(done: () => boolean, what: string): Promise<void> {
  const limit = performance.now() + 60_000;
  while (!done()) {
    if (performance.now() > limit) throw new Error(`Waited a minute for ${what}.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
