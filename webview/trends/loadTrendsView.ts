/** The use of many days: a file of its own, which comes when it is wanted. */
export async function loadTrendsView(): Promise<void> {
  await import(new URL('./trends.js', import.meta.url).href);
}
