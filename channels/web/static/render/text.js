/** A text message: plain words, a notice or a warning, with facts as lines. */

import { el } from "../dom.js";
import { notice } from "./card.js";
import { lineList } from "./lines.js";
import { prose } from "./prose.js";

export function renderText(message) {
  const content = [message.text && prose(message.text), lineList(message.lines)];
  return message.tone === "plain" ? el("div", { class: "bubble" }, content) : notice(message.tone, content);
}
