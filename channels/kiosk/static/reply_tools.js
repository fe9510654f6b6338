/** What a kiosk adds to a reply: carrying a list to one's phone, reading aloud; links become words, for nothing leads away. */

import { el } from "/static/web/dom.js";
import { t } from "/static/web/texts.js";
import { icon } from "./icons.js";

/** Mends a turn's element for the kiosk. `tools`: carry(turn, procedureCode), readButton(reply) or null. */
export function mend(turn, element, tools) {
  if (turn.state !== "answered") return;
  for (const link of element.querySelectorAll("a[href]")) link.replaceWith(el("span", { class: "address" }, ...wordsOf(link)));
  for (const list of element.querySelectorAll(".checklist")) placeTools(list, turn.sent && (() => tools.carry(turn, list.dataset.procedure)));
  const reply = element.querySelector(".reply");
  const button = tools.readButton(reply);
  if (button) (reply.querySelector(".reply__tools") ?? reply).append(button);
}

function wordsOf(link) {
  return [...link.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
}

/** A long list is taken along before it is read: its buttons stand on top. `carry` is null for a list of another's. */
function placeTools(list, carry) {
  const bar = list.querySelector(".card__tools");
  const attributes = { type: "button", class: "button button--main", "data-testid": "carry", on: { click: carry } };
  bar.querySelector("[data-testid=print]").replaceChildren(icon("print"), t("kiosk.talk.print"));
  if (carry) bar.prepend(el("button", attributes, icon("qr"), t("kiosk.talk.carry")));
  list.querySelector(".card__title").after(bar);
}
