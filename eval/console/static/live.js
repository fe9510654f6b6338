/** Keeps the queue and an open conversation up to date without a reload; without script the pages reload by a link. */

const PAUSE_MS = 3000;
const HEADERS = { "X-Asked-By-Itself": "1" };

/** Calls `look` again and again while the page is visible; it stops where `look` says so by `false`. */
function keepLooking(look) {
  setTimeout(async () => {
    if (document.visibilityState !== "visible" || (await look().catch(() => true)) !== false) keepLooking(look);
  }, PAUSE_MS);
}

/** Asks for an address; leads to the sign-in where the session is over. */
async function ask(address) {
  const response = await fetch(address, { headers: HEADERS });
  if (response.status === 401) location.reload();
  return response;
}

function followQueue(box, told) {
  const title = document.title;
  const tell = () => {
    const waiting = box.querySelector("[data-waiting]").dataset.waiting;
    document.title = waiting === "0" ? title : `(${waiting}) ${title}`;
    const text = told.dataset.told.replace("#", waiting);
    if (told.dataset.last !== undefined && told.dataset.last !== waiting) told.textContent = text;
    told.dataset.last = waiting;
  };
  let shown = null;
  tell();
  keepLooking(async () => {
    const response = await ask(box.dataset.queue);
    if (!response.ok) return;
    const html = await response.text();
    if (html === shown) return;
    shown = html;
    const focused = box.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    box.innerHTML = html;
    if (focused) (box.querySelector(`[href="${CSS.escape(focused)}"]`) ?? document.getElementById("content")).focus();
    tell();
  });
}

function followConversation(list, changed) {
  keepLooking(async () => {
    const response = await ask(`${list.dataset.news}?after=${list.dataset.after}`);
    if (response.status === 404 || (response.ok && response.headers.get("X-Standing") !== list.dataset.standing)) {
      changed.hidden = false;
      if (response.status === 404) return false;
    }
    if (response.status !== 200) return;
    list.insertAdjacentHTML("beforeend", await response.text());
    list.dataset.after = response.headers.get("X-Last");
    document.querySelector("[data-silent]")?.remove();
  });
}

const queue = document.querySelector("[data-queue]");
if (queue) followQueue(queue, document.querySelector("[data-queue-told]"));
const conversation = document.querySelector("[data-news]");
if (conversation) followConversation(conversation, document.querySelector("[data-changed]"));
