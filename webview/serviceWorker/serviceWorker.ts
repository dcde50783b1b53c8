/**
 * Keeps the page itself, so that an installed dashboard opens without its server and says that it is not connected. Not
 * one answer of the API is kept: what a session did is told by the server or not at all.
 */
export {};

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: a new version is a new file to the browser, which then replaces this worker. */
declare const __VERSION__: string;

const PREFIX = 'livestream-page-';
const CACHE = `${PREFIX}${__VERSION__}`;
const PAGE = ['./', './main.js', './style.css', './icon.svg', ...wordsOf(navigator.languages)];
/** A network that answers this slowly, ms, is as good as none: a phone that left it would wait for half a minute. */
const ANSWER_WITHIN_MS = 4_000;

const kept = new Set(PAGE.map((path) => new URL(path, self.registration.scope).href));

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage());
});

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOtherVersions().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const key = keyOf(event.request.url);
  if (event.request.method === 'GET' && kept.has(key)) event.respondWith(freshOrKept(event.request, key));
});

/** The page's words, where they are not in it. */
function wordsOf(languages: readonly string[]): readonly string[] {
  return languages.some((language) => /^de\b/i.test(language)) ? ['./german.js'] : [];
}

async function keepPage(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...kept]);
  await self.skipWaiting();
}

async function dropOtherVersions(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** The server's own file whenever it answers, also when it refuses: what is kept is for when nobody does. */
async function freshOrKept(request: Request, key: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (response.ok) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const page = await cache.match(key);
    if (page === undefined) throw error;
    return page;
  }
}

/** The address of a file, whichever session the page was opened for. */
function keyOf(address: string): string {
  const url = new URL(address);
  url.search = '';
  url.hash = '';
  return url.href;
}
