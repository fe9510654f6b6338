/** A text message: plain words, a notice or a warning, with facts as lines. */

import { el } from "../dom.js";
import { notice } from "./card.js";
import { lineList } from "./lines.js";
import { prose } from "./prose.js";

export function renderText(message) {
  const words = message.text && prose(message.text);
  return el(
    "div",
    { class: "bubble" },
    words && (message.tone === "plain" ? words : notice(message.tone, words)),
    lineList(message.lines),
  );
}
