/** What stands on the screen without network: the desk to go to, and when the machine tries again. */

import { el, icon } from "/static/web/dom.js";
import { t } from "/static/web/texts.js";

/** Draws the screen; `retry()` is called by its button. */
export function drawOffline(section, desk, retry) {
  section.replaceChildren(
    el("p", { class: "offline__sign" }, icon("offline")),
    el("h2", { class: "offline__title" }, t("kiosk.offline.title")),
    el("p", { class: "offline__desk" }, t("kiosk.offline.desk", { desk: desk || t("kiosk.offline.defaultDesk") })),
    el("p", {}, t("kiosk.offline.text")),
    el("p", { class: "offline__retrying", "data-testid": "retrying" }),
    el("button", { type: "button", class: "button button--main", "data-testid": "retry-network", on: { click: retry } }, icon("retry"), t("kiosk.offline.retry")),
  );
}

/** Shows that there is no network: the whole screen, or a banner over a talk that is still worth reading. */
export function showOffline(seconds, screen) {
  const talking = screen === "talk";
  const banner = document.getElementById("banner");
  document.body.dataset.network = "off";
  document.getElementById("offline").hidden = talking;
  document.querySelector(".offline__retrying").textContent = t("kiosk.offline.retrying", { count: seconds });
  if (!talking) banner.replaceChildren();
  else if (!banner.hasChildNodes()) banner.replaceChildren(icon("offline"), el("span", {}, t("kiosk.offline.banner")));
}

/** Shows that the network is there again; what else the banner says stays. */
export function hideOffline() {
  if (!document.body.dataset.network) return;
  delete document.body.dataset.network;
  document.getElementById("offline").hidden = true;
  document.getElementById("banner").replaceChildren();
}
