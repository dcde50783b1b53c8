/** Whoever only looks at what runs never needs it: a file of its own, which comes when it is wanted. */
export async function loadHistoryView(): Promise<void> {
  await import(new URL('./history.js', import.meta.url).href);
}
