/** Keeps the page's own files on this machine, so that it opens without network too. Needs https or localhost. */

/** Registers the service worker for a version of the files. */
export function keepShell(version) {
  navigator.serviceWorker?.register(`/kiosk/sw.js?v=${version}`, { scope: "/kiosk" }).catch((error) => console.warn("no service worker:", error.message));
}
