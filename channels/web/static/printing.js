/**
 * Prints one checklist and nothing else: a copy of it, with everything folded open, becomes the sheet
 * that print.css shows. The browser's own print command prints the latest checklist.
 */

import { el } from "./dom.js";
import { dateTime } from "./render/dates.js";
import { t } from "./texts.js";

let wanted = null;

/** Prints the checklist card. */
export function printChecklist(card) {
  wanted = card;
  print();
}

/** Prepares the sheet whenever the browser is about to print. */
export function preparePrinting(sheet) {
  addEventListener("beforeprint", () => {
    const card = wanted ?? [...document.querySelectorAll(".checklist")].at(-1);
    if (card) fill(sheet, card);
  });
  addEventListener("afterprint", () => {
    wanted = null;
    sheet.hidden = true;
    sheet.replaceChildren();
  });
}

function fill(sheet, card) {
  const copy = card.cloneNode(true);
  for (const details of copy.querySelectorAll("details")) details.open = true;
  sheet.replaceChildren(heading(), copy);
  sheet.hidden = false;
}

function heading() {
  return el(
    "p",
    { class: "print-heading" },
    `${document.title}. ${t("checklist.printedAt", { time: dateTime(new Date().toISOString()) })}`,
  );
}
