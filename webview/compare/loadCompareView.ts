/** Sessions side by side: a file of its own, which comes when it is wanted. */
export async function loadCompareView(): Promise<void> {
  await import(new URL('./compare.js', import.meta.url).href);
}
