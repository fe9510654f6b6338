/** The way out and about, always at the bottom: back to the start, to a person, done. */

import { el } from "/static/web/dom.js";
import { t } from "/static/web/texts.js";
import { icon } from "./icons.js";

/** Fills the bar. `actions`: home(), officer(), done(). */
export function fillWays(nav, actions) {
  nav.replaceChildren(
    way("home", "home", actions.home),
    way("officer", "people", actions.officer),
    way("done", "check", actions.done, { class: "way way--done", "aria-label": t("kiosk.bar.doneLabel") }),
  );
}

function way(name, symbol, click, more = {}) {
  return el("button", { type: "button", class: "way", "data-testid": `way-${name}`, ...more, on: { click } }, icon(symbol), el("span", {}, t(`kiosk.bar.${name}`)));
}
