/** The reasons of a number are a file of their own: it comes once the page has drawn itself, or when somebody asks. */
export async function loadWhyDialog(): Promise<void> {
  // The page of a recording has it in itself, and nowhere to load it from.
  if (customElements.get('livestream-why') !== undefined) return;
  await import(new URL('./why.js', import.meta.url).href);
}
