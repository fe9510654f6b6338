/** Long lists: the first entries, and a button for the rest. */

import { el } from "../dom.js";
import { t } from "../texts.js";

const SLACK = 2;

/** Hides what is beyond `limit` children of a list; returns the list with its button where there is one. */
export function shorten(list, limit, textPath) {
  const rest = [...list.children].slice(limit);
  if (rest.length <= SLACK) return [list];
  for (const entry of rest) entry.hidden = true;
  return [list, button(rest, t(textPath, { count: rest.length }))];
}

function button(rest, text) {
  const more = el("button", { type: "button", class: "more", "data-testid": "more" }, text);
  more.addEventListener("click", () => {
    for (const entry of rest) entry.hidden = false;
    more.remove();
    focusInto(rest[0]);
  });
  return more;
}

function focusInto(entry) {
  const target = entry.matches("button") ? entry : (entry.querySelector("button, a, input, summary") ?? entry);
  if (target === entry) entry.tabIndex = -1;
  target.focus({ preventScroll: true });
}
