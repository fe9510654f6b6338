/** The dialog for theme, contrast and language. */

import { appearance, choose } from "./appearance.js";
import { el } from "./dom.js";
import { language, speak } from "./language.js";
import { lookUp, t } from "./texts.js";

/** Lets a button open the dialog; every choice holds at once. */
export function offerDisplay(button, dialog) {
  const { theme, contrast } = appearance();
  dialog.querySelector("[data-groups]").replaceChildren(
    group("theme", theme, (value) => choose({ theme: value })),
    group("contrast", contrast, (value) => choose({ contrast: value })),
    group("language", language(), speak),
  );
  button.addEventListener("click", () => dialog.showModal());
}

function group(name, present, chosen) {
  const options = Object.entries(lookUp(`display.${name}s`)).map(([value, text]) => option(name, value, text, value === present));
  const set = el("fieldset", { class: "options" }, el("legend", { class: "options__title" }, t(`display.${name}`)), options);
  set.addEventListener("change", ({ target }) => chosen(target.value));
  return set;
}

function option(name, value, text, checked) {
  const radio = el("input", { type: "radio", name, value, "data-testid": `${name}-${value}` });
  radio.checked = checked;
  return el("label", { class: "options__option" }, radio, el("span", { lang: name === "language" ? value : null }, text));
}
