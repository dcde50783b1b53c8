const POLL_MS = 50;

/** The first answer that is not undefined, null or false. mocha's time limit ends a wait in vain. */
export async function waitFor<T>(ask: () => T | Promise<T>): Promise<NonNullable<Exclude<T, false>>> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer as NonNullable<Exclude<T, false>>;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
