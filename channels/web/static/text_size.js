/** The text size: three steps, remembered on the device. style.css says what each step means. */

import { read, remove, write } from "./storage.js";
import { t } from "./texts.js";

const KEY = "motcua.web.text-size";
const STEPS = ["1", "2", "3"];

/** Sets the remembered size; needs no texts, so that nothing jumps later. */
export function restoreTextSize() {
  const size = read(KEY);
  document.documentElement.dataset.textSize = STEPS.includes(size) ? size : STEPS[0];
}

/** Lets a button go through the sizes; `announce(text)` tells screen readers. */
export function offerTextSize(button, announce) {
  name(button);
  button.addEventListener("click", () => {
    const next = STEPS[(STEPS.indexOf(current()) + 1) % STEPS.length];
    document.documentElement.dataset.textSize = next;
    if (next === STEPS[0]) remove(KEY);
    else write(KEY, next);
    name(button);
    announce(t("textSize.announced", { size: t(`textSize.sizes.${next}`) }));
  });
}

function current() {
  return document.documentElement.dataset.textSize;
}

function name(button) {
  button.setAttribute("aria-label", t("textSize.label", { size: t(`textSize.sizes.${current()}`) }));
}
