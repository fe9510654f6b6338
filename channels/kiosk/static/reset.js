/** Leaves nothing for the next person: not on the server, not on this machine, not in the page's memory. */

const SHELL = /^motcua-kiosk-/;

/** Erases everything and opens the page afresh, with the address that it was opened by. `talk` is erased on the server. */
export async function leaveNothing(talk) {
  await Promise.all([talk.used ? talk.erase() : null, emptied()]);
  location.replace(`/kiosk${location.search}`);
}

/** Empties every store that a page has; of the caches only the page's own files stay. */
async function emptied() {
  localStorage.clear();
  sessionStorage.clear();
  for (const cookie of document.cookie.split("; ")) document.cookie = `${cookie.split("=")[0]}=; max-age=0; path=/`;
  const databases = (await globalThis.indexedDB?.databases?.()) ?? [];
  for (const { name } of databases) indexedDB.deleteDatabase(name);
  const names = globalThis.caches ? await caches.keys() : [];
  await Promise.all(names.filter((name) => !SHELL.test(name)).map((name) => caches.delete(name)));
}
