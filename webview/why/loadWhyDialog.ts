/** A file of its own, beside the page's, that comes with the first question. */
export async function loadWhyDialog(): Promise<void> {
  await import(new URL('./why.js', import.meta.url).href);
}
