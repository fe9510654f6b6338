/** A question with buttons; once one is chosen it stays marked and the others are disabled. */

import { el, freshId, icon, spoken } from "../dom.js";
import { t } from "../texts.js";
import { prose } from "./prose.js";
import { shorten } from "./reveal.js";

const SHOWN_AT_ONCE = 8;

export function renderChoices(message, context) {
  const id = freshId("question");
  const buttons = message.choices.map((option) => optionButton(option));
  const options = el("div", { class: "choices__options" }, buttons);
  const group = el(
    "div",
    { class: "bubble choices", role: "group", "aria-labelledby": id, "data-conversation": context.conversation, "data-fact": message.fact },
    el("div", { class: "choices__question", id }, prose(message.text)),
    context.chosen ? options : shorten(options, SHOWN_AT_ONCE, "reveal.choices"),
  );
  message.choices.forEach((option, index) => {
    buttons[index].addEventListener("click", () => {
      mark(buttons, option.id);
      context.choose(option);
    });
  });
  if (context.chosen || !context.open) mark(buttons, context.chosen);
  return group;
}

function optionButton(option) {
  return el(
    "button",
    { type: "button", class: "choice", "data-choice": option.id, "data-testid": "choice" },
    el("span", { class: "choice__label" }, option.label),
    option.hint && el("span", { class: "choice__hint" }, option.hint),
  );
}

function mark(buttons, chosen) {
  for (const button of buttons) {
    button.disabled = true;
    if (button.dataset.choice !== chosen) continue;
    button.classList.add("choice--chosen");
    button.prepend(icon("check"));
    button.append(spoken(t("choices.chosen")));
  }
}
