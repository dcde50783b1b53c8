import { setTimeout as delay } from 'node:timers/promises';

/** How long something may take to become so, ms, where nothing else is said. */
const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 10;

type Truthy<T> = Exclude<T, undefined | null | false | 0 | ''>;

/** Looks until there is something to see, and returns it. Fails, saying what was awaited, when it stays away. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  patience = PATIENCE_MS,
): Promise<Truthy<Awaited<T>>> {
  const deadline = performance.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen) return seen as Truthy<Awaited<T>>;
    if (performance.now() > deadline) throw new Error(`Waited in vain until ${what}; last seen: ${String(seen)}`);
    await delay(LOOK_EVERY_MS);
  }
}

/** The promise's value; fails, saying what was awaited, when it does not come. */
export async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  const ended = new AbortController();
  const late = delay(PATIENCE_MS, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`Waited in vain for ${what}`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    ended.abort();
    late.catch(() => undefined);
  }
}
