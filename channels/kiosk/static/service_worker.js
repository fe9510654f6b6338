/**
 * Serves the kiosk's own files without network. It keeps what `/kiosk/files` lists, nothing else: no reply, no
 * conversation, nothing of anybody. The network comes first; what is kept only stands in for it.
 */

const CACHE = `motcua-kiosk-${new URL(self.location).searchParams.get("v")}`;
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const address = new URL(url);
  if (method === "GET" && address.origin === self.location.origin) event.respondWith(answered(event.request, address.pathname));
});

async function keep() {
  const files = await (await fetch("/kiosk/files")).json();
  const cache = await caches.open(CACHE);
  await cache.addAll(files);
  await self.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answered(request, path) {
  const kept = await (await caches.open(CACHE)).match(path);
  if (!kept) return fetch(request);
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return kept;
  }
}
