/** A text message: plain words, a notice or a warning, with facts as lines; an officer's words are marked. */

import { el, icon } from "../dom.js";
import { t } from "../texts.js";
import { notice } from "./card.js";
import { lineList } from "./lines.js";
import { prose } from "./prose.js";

export function renderText(message) {
  const content = [message.text && prose(message.text), lineList(message.lines)];
  if (message.author === "officer") return el("div", { class: "bubble bubble--officer", "data-author": "officer" }, officer(), content);
  return message.tone === "plain" ? el("div", { class: "bubble" }, content) : notice(message.tone, content);
}

function officer() {
  return el("p", { class: "bubble__author" }, icon("person"), t("officer.name"));
}
