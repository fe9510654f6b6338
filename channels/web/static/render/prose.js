/** Running text: paragraphs, web addresses as links, long texts folded. */

import { el, freshId } from "../dom.js";
import { t } from "../texts.js";
import { link } from "./source.js";

const LONG = 900;
const WEB_ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/;

/** Returns a text as paragraphs; a long one is folded behind a button. */
export function prose(text) {
  const paragraphs = text.split(/\n\s*\n/).filter((part) => part.trim());
  const body = el("div", { class: "prose", id: freshId("prose") }, paragraphs.map((part) => el("p", {}, linked(part))));
  if (text.length <= LONG) return body;
  body.classList.add("prose--folded");
  return el("div", {}, body, unfoldButton(body));
}

/** Splits a text into strings and links. */
export function linked(text) {
  return text.split(WEB_ADDRESS).map((part, index) => (index % 2 ? link(part, part) : part));
}

function unfoldButton(body) {
  const button = el("button", { type: "button", class: "more", "aria-expanded": "false", "aria-controls": body.id }, t("reveal.text"));
  button.addEventListener("click", () => {
    const folded = body.classList.toggle("prose--folded");
    button.setAttribute("aria-expanded", String(!folded));
    button.textContent = t(folded ? "reveal.text" : "reveal.less");
  });
  body.addEventListener("focusin", () => body.classList.contains("prose--folded") && button.click());
  return button;
}
