/** The bell says whether there is anything to read; the dialog is a file of its own, and comes when it is wanted. */
export async function loadAlertsDialog(): Promise<void> {
  await import(new URL('./alerts.js', import.meta.url).href);
}
