/** The kiosk's own icons, beside those of the web page. */

import { icon as webIcon } from "/static/web/dom.js";

const SHEET = new URL("icons.svg", import.meta.url).href;
const OWN = new Set(["vehicle", "school", "more", "keyboard", "erase", "shift", "qr", "home", "low", "globe", "hand", "moon", "back", "officer", "hide"]);

/** Returns a decorative icon; its colour follows the text. */
export function icon(name) {
  return OWN.has(name) ? webIcon(name, SHEET) : webIcon(name);
}
