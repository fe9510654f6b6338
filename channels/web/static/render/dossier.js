/** How a submitted dossier stands: its status in words, what to do, its dates and its way so far. */

import { el } from "../dom.js";
import { t } from "../texts.js";
import { card, notice } from "./card.js";
import { dateTime } from "./dates.js";
import { prose } from "./prose.js";
import { sourceNote } from "./source.js";

export function renderDossier(message) {
  return card(
    "dossier",
    t("dossier.kind"),
    message.status_text,
    message.procedure_name && el("p", { class: "card__subtitle" }, message.procedure_name),
    el(
      "p",
      { class: "card__chips" },
      el("span", { class: `chip chip--${message.punctuality}`, "data-testid": "punctuality" }, t(`dossier.punctuality.${message.punctuality}`)),
    ),
    prose(message.meaning),
    message.what_to_do &&
      notice("notice", el("strong", { class: "notice__title" }, t("dossier.whatToDo")), prose(message.what_to_do)),
    dates(message),
    timeline(message.timeline),
    message.detail === "short" && el("p", { class: "card__remark" }, t("dossier.short")),
    sourceNote(message.source, message.as_of),
  );
}

function dates(message) {
  const rows = [
    ["code", message.dossier_code],
    ["received", message.received_at && dateTime(message.received_at)],
    ["due", message.due_at && dateTime(message.due_at)],
    ["finished", message.finished_at && dateTime(message.finished_at)],
  ].filter(([, value]) => value);
  return el(
    "dl",
    { class: "dates" },
    rows.map(([name, value]) => el("div", { class: "dates__row" }, el("dt", {}, t(`dossier.${name}`)), el("dd", {}, value))),
  );
}

function timeline(events) {
  if (events.length === 0) return [];
  return [
    el("h3", { class: "card__heading" }, t("dossier.timeline")),
    el("ol", { class: "timeline", "data-testid": "timeline" }, events.map(step)),
  ];
}

function step({ at, text }) {
  return el(
    "li",
    { class: "timeline__step" },
    el("time", { class: "timeline__time", datetime: at }, dateTime(at)),
    el("p", { class: "timeline__text" }, text),
  );
}
