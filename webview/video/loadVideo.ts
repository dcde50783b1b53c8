/** Few record anything: the recorder is a file of its own, and comes when it is wanted. */
export async function loadVideo(): Promise<void> {
  // The page of a recording has it in itself, and nowhere to load it from.
  if (customElements.get('livestream-video') !== undefined) return;
  await import(new URL('./video.js', import.meta.url).href);
}
