/** A procedure at a glance: its standing, and a folding section for each aspect. */

import { el } from "../dom.js";
import { lookUp, t } from "../texts.js";
import { shareButton } from "./share_button.js";
import { card, folding, notice } from "./card.js";
import { lineList } from "./lines.js";
import { sourceNote } from "./source.js";

const ASPECT_ICONS = {
  components: "paper",
  forms: "paper",
  fee: "coin",
  time: "clock",
  where: "pin",
  how: "steps",
  who: "person",
  result: "seal",
  legal_basis: "scale",
  validity: "clock",
  conditions: "check",
  mistakes: "warning",
  next_steps: "steps",
};

export function renderProcedure(message, context) {
  return card(
    "procedure",
    t("procedure.kind"),
    message.name,
    message.official_name !== message.name &&
      el("p", { class: "card__subtitle" }, t("procedure.official", { name: message.official_name })),
    el("p", { class: "card__chips" }, chips(message).map((text) => el("span", { class: "chip" }, text))),
    standing(message),
    message.sections.map((section, index) =>
      folding(section.title, ASPECT_ICONS[section.aspect] ?? "info", index === 0, lineList(section.lines)),
    ),
    sourceNote(message.source, message.as_of),
    context.share && el("div", { class: "card__tools" }, shareButton(message, context)),
  );
}

function chips(message) {
  const level = lookUp(`procedure.levels.${message.level}`);
  return [level, message.field, t("procedure.code", { code: message.procedure_code })].filter(Boolean);
}

function standing(message) {
  const text = message.notice || (lookUp(`procedure.status.${message.status}`) ?? "");
  return [
    text && notice(message.status === "current" ? "notice" : "warning", text),
    !message.has_guide && notice("notice", t("procedure.noGuide")),
  ];
}
