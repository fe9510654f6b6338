/** A person takes over, or how to reach one. */

import { el } from "../dom.js";
import { t } from "../texts.js";
import { card, folding } from "./card.js";
import { lineList } from "./lines.js";
import { prose } from "./prose.js";

export function renderHandoff(message) {
  return card(
    "handoff",
    "",
    t("handoff.title"),
    prose(message.text),
    message.contacts.length > 0 && [el("h3", { class: "card__heading" }, t("handoff.contacts")), lineList(message.contacts)],
    message.summary && folding(t("handoff.summary"), "people", false, prose(message.summary)),
  );
}
