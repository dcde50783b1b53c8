/** Most look at what happens now: the scrubber and its player are a file of their own, beside the page's. */
export async function loadReplay(): Promise<void> {
  // The page of a recording has it in itself, and nowhere to load it from.
  if (customElements.get('livestream-replay') !== undefined) return;
  await import(new URL('./replay.js', import.meta.url).href);
}
