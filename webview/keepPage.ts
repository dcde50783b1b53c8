/**
 * Lets the page be installed and opened without its server, where the browser allows that: over https and on localhost.
 * Over plain http in a network it is a page like any other, and nothing is missing.
 */
export function keepPage(): void {
  if (!isSecureContext || !('serviceWorker' in navigator)) return;
  // A certificate that the browser does not trust, or storage that is off: then it is not kept.
  navigator.serviceWorker.register('./serviceWorker.js').catch(() => undefined);
}
