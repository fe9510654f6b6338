/** How a submitted dossier stands: its status in words, what to do and by when, its dates and its way so far. */

import { el } from "../dom.js";
import { t } from "../texts.js";
import { card, notice } from "./card.js";
import { date, dateTime } from "./dates.js";
import { prose } from "./prose.js";
import { sourceNote } from "./source.js";

export function renderDossier(message) {
  return card(
    "dossier",
    t("dossier.kind"),
    message.status_text,
    message.procedure_name && el("p", { class: "card__subtitle" }, message.procedure_name),
    punctuality(message),
    prose(message.meaning),
    message.what_to_do && whatToDo(message),
    supplements(message.supplements ?? []),
    dates(message),
    results(message.results ?? []),
    timeline(message.timeline),
    message.detail === "short" && el("p", { class: "card__remark" }, t("dossier.short")),
    sourceNote(message.source, message.as_of),
  );
}

function punctuality({ punctuality: state, timing }) {
  return [
    el(
      "p",
      { class: "card__chips" },
      el("span", { class: `chip chip--${state}`, "data-testid": "punctuality" }, t(`dossier.punctuality.${state}`)),
    ),
    timing && el("p", { class: "dossier__timing", "data-testid": "timing" }, timing),
  ];
}

function whatToDo({ what_to_do, by_when, waits_for_citizen }) {
  return notice(
    waits_for_citizen ? "warning" : "notice",
    el("strong", { class: "notice__title" }, t("dossier.whatToDo")),
    prose(what_to_do),
    by_when && [el("strong", { class: "notice__title" }, t("dossier.byWhen")), prose(by_when)],
  );
}

function supplements(asked) {
  if (asked.length === 0) return [];
  return [
    el("h3", { class: "card__heading" }, t("dossier.asked")),
    el("ul", { class: "lines", "data-testid": "supplements" }, asked.map(supplement)),
  ];
}

function supplement({ text, asked_at, received_at, papers }) {
  const when = [asked_at && t("dossier.askedAt", { at: dateTime(asked_at) }), received_at && t("dossier.receivedAt", { at: dateTime(received_at) })];
  return el(
    "li",
    { class: "line" },
    el("p", { class: "line__text" }, text),
    papers.length > 0 && el("p", { class: "card__remark" }, `${t("dossier.papers")}: `, el("strong", {}, papers.map(({ name }) => name).join("; "))),
    el("small", { class: "source" }, when.filter(Boolean).join(" · ")),
  );
}

function dates(message) {
  const earlier = (message.earlier_appointments ?? []).map(({ due_at, replaced_at }) => [
    "earlier",
    t("dossier.earlierDay", { due: date(due_at), replaced: dateTime(replaced_at) }),
  ]);
  const rows = [
    ["code", message.dossier_code],
    ["received", message.received_at && dateTime(message.received_at)],
    ...earlier,
    ["due", message.due_at && dateTime(message.due_at)],
    ["finished", message.finished_at && dateTime(message.finished_at)],
  ].filter(([, value]) => value);
  return el(
    "dl",
    { class: "dates" },
    rows.map(([name, value]) => el("div", { class: "dates__row" }, el("dt", {}, t(`dossier.${name}`)), el("dd", {}, value))),
  );
}

function results(told) {
  if (told.length === 0) return [];
  return [
    el("h3", { class: "card__heading" }, t("dossier.results")),
    el("ul", { class: "lines", "data-testid": "results" }, told.map(result)),
  ];
}

function result({ name, returned_at }) {
  const when = returned_at && ` (${t("dossier.returnedAt", { at: dateTime(returned_at) })})`;
  return el("li", { class: "line" }, name || t("dossier.namelessResult"), when);
}

function timeline(events) {
  if (events.length === 0) return [];
  return [
    el("h3", { class: "card__heading" }, t("dossier.timeline")),
    el("ol", { class: "timeline", "data-testid": "timeline" }, events.map(step)),
  ];
}

function step({ at, text, observed }) {
  return el(
    "li",
    { class: "timeline__step" },
    el("time", { class: "timeline__time", datetime: at }, dateTime(at), observed && ` · ${t("dossier.observed")}`),
    el("p", { class: "timeline__text" }, text),
  );
}
