/** Most who look at a session never share it: the dialog is a file of its own, beside the page's, and comes when it is wanted. */
export async function loadShareDialog(): Promise<void> {
  await import(new URL('./share.js', import.meta.url).href);
}
