/** Keeps the run that works now up to date without a reload; without script the page reloads by a link. */

const PAUSE_MS = 3000;
const HEADERS = { "X-Asked-By-Itself": "1" };

const box = document.querySelector("[data-run]");
const told = document.querySelector("[data-run-told]");
const running = () => box.querySelector("[data-running]")?.dataset.running ?? "";

/** Shows how far the run is; when it has ended the whole page is shown anew, with its result in the history. */
async function look() {
  const before = running();
  const response = await fetch(box.dataset.run, { headers: HEADERS });
  if (response.status === 401) location.reload();
  if (!response.ok || box.contains(document.activeElement)) return;
  box.innerHTML = await response.text();
  const step = box.querySelector("p + p")?.textContent ?? "";
  if (told.textContent !== step) told.textContent = step;
  if (before && running() !== before) location.assign(location.pathname);
}

function keepLooking() {
  setTimeout(async () => {
    if (document.visibilityState === "visible") await look().catch(() => {});
    keepLooking();
  }, PAUSE_MS);
}

if (running()) keepLooking();
