/** Only who opens a line with code needs its colours: they are a file of their own, beside the page's. */
export async function loadCode(): Promise<void> {
  // The page of a recording has it in itself, and nowhere to load it from.
  if (hasCode()) return;
  await import(new URL('./code.js', import.meta.url).href);
}

export function hasCode(): boolean {
  return customElements.get('livestream-code') !== undefined;
}
