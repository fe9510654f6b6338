/** What a list is printed on: a roll of 80 mm or sheets of A4; without a printer there is no button for it. */

import { el } from "/static/web/dom.js";

/** Chooses the print style for a printer: "80mm", "a4" or "none". */
export function usePrinter(printer) {
  document.body.dataset.printer = printer;
  if (printer === "none") return;
  document.head.append(el("link", { rel: "stylesheet", media: "print", href: new URL(`styles/print-${printer}.css`, import.meta.url).href }));
}
