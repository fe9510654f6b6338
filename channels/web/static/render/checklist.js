/** The papers list: what to bring, ticked off as it is found; what is not needed and why; what is unsure. */

import { el, icon } from "../dom.js";
import { printChecklist } from "../printing.js";
import { t } from "../texts.js";
import { shareButton } from "./share_button.js";
import { card, folding, notice } from "./card.js";
import { plainItem, tickableItems } from "./checklist_item.js";
import { lineList } from "./lines.js";
import { sourceNote } from "./source.js";

export function renderChecklist(message, context) {
  const ticksKey = `${context.conversation}/${message.procedure_code}`;
  const element = card(
    "checklist",
    t("checklist.kind"),
    message.title,
    !message.title.includes(message.name) && el("p", { class: "card__subtitle" }, message.name),
    standing(message),
    facts(message.facts),
    message.needed.length > 0 && [!message.official && progress(), needed(message, ticksKey, context)],
    undecided(message),
    notNeeded(message.not_needed),
    message.notes.length > 0 && [el("h3", { class: "card__heading" }, t("checklist.notes")), lineList(message.notes)],
    message.receipt && el("p", { class: "checklist__receipt", "data-testid": "receipt" }, t("checklist.receipt", { code: message.receipt })),
    sourceNote(message.source, message.as_of),
  );
  element.dataset.ticks = ticksKey;
  if (message.complete && message.undecided.length === 0) element.dataset.complete = "";
  element.append(el("div", { class: "card__tools" }, printButton(element), shareButton(message, context)));
  paint(element, context.ticked(ticksKey));
  return element;
}

/** Shows the ticks in every checklist of the same procedure and conversation. */
export function showTicks(ticksKey, ticked) {
  for (const element of document.querySelectorAll(".checklist")) {
    if (element.dataset.ticks === ticksKey) paint(element, ticked);
  }
}

function paint(element, ticked) {
  const boxes = [...element.querySelectorAll("input[data-item]")];
  for (const box of boxes) box.checked = ticked.has(box.dataset.item);
  const done = boxes.filter((box) => box.checked).length;
  const bar = element.querySelector("progress");
  if (!bar) return;
  bar.max = boxes.length;
  bar.value = done;
  element.querySelector(".progress__count").textContent = t("checklist.progress", { done, all: boxes.length });
  element.querySelector(".progress__ready").hidden = done < boxes.length || element.dataset.complete === undefined;
}

function standing(message) {
  if (message.official) return notice("notice", t("checklist.official"));
  return !message.complete && notice("notice", t("checklist.incomplete"));
}

function facts(answered) {
  if (answered.length === 0) return [];
  return [
    el("h3", { class: "card__heading" }, t("checklist.facts")),
    el("ul", { class: "told" }, answered.map(factChip)),
  ];
}

function factChip({ question, answer, sure }) {
  return el(
    "li",
    { class: "told__fact", "data-testid": "told" },
    el("span", { class: "told__question" }, question, " "),
    el("span", { class: "told__answer" }, answer),
    !sure && [" ", el("span", { class: "chip chip--unknown" }, t("checklist.unsure"))],
  );
}

function progress() {
  return el(
    "div",
    { class: "progress", "data-testid": "progress" },
    el(
      "p",
      { class: "progress__text" },
      el("strong", { class: "progress__count", "data-testid": "progress-count" }),
      ` ${t("checklist.progressText")}`,
    ),
    el("progress", { class: "progress__bar", "aria-label": t("checklist.progressText") }),
    el("p", { class: "progress__ready", hidden: true }, icon("check"), t("checklist.ready")),
  );
}

/** An official list has no progress: which of its lines apply is not decided. */
function needed(message, ticksKey, context) {
  const tick = (itemId, on) => context.tick(ticksKey, itemId, on);
  return [
    el("h3", { class: "card__heading" }, t(message.official ? "checklist.officialItems" : "checklist.needed")),
    tickableItems(message.needed, tick),
  ];
}

function undecided(message) {
  if (message.undecided.length === 0) return [];
  return [
    el("h3", { class: "card__heading" }, t(message.official ? "checklist.officialItems" : "checklist.undecided")),
    !message.official && el("p", { class: "card__remark" }, t("checklist.undecidedText")),
    el("ul", { class: "items items--undecided", "data-testid": "undecided" }, message.undecided.map((item) => plainItem(item))),
  ];
}

function notNeeded(items) {
  if (items.length === 0) return [];
  const list = el("ul", { class: "items items--not-needed" }, items.map((item) => plainItem(item, true)));
  const part = folding(t("checklist.notNeeded", { count: items.length }), "", false, list);
  part.dataset.testid = "not-needed";
  return [part];
}

function printButton(element) {
  const attributes = { type: "button", class: "button checklist__print", "data-testid": "print", on: { click: () => printChecklist(element) } };
  return el("button", attributes, icon("print"), t("checklist.print"));
}
