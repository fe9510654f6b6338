/** Facts in words: each with its source and date; the unknown and the quoted are marked. */

import { el } from "../dom.js";
import { lookUp, t } from "../texts.js";
import { linked } from "./prose.js";
import { shorten } from "./reveal.js";
import { sourceNote } from "./source.js";

const SHOWN_AT_ONCE = 8;

/** Returns a list of facts; a long one is folded. */
export function lineList(lines) {
  if (lines.length === 0) return [];
  return shorten(el("ul", { class: "lines" }, lines.map(lineItem)), SHOWN_AT_ONCE, "reveal.list");
}

function lineItem(line) {
  const attributes = { class: `line${line.known ? "" : " line--unknown"}`, "data-testid": "line", "data-known": line.known };
  return el("li", attributes, lineBody(line));
}

/** Returns one fact's content; `fallbackLabel` stands in for a missing label. */
export function lineBody(line, fallbackLabel = "") {
  const label = line.label || fallbackLabel;
  return [
    label && el("p", { class: "line__label" }, label),
    line.quoted ? quotation(line) : el("p", { class: "line__text" }, linked(line.text), unknownMark(line)),
    line.methods.length > 0 && el("p", { class: "line__methods" }, line.methods.map(methodChip)),
    sourceNote(line.source, line.as_of),
  ];
}

function quotation(line) {
  return el(
    "figure",
    { class: "quote", "data-testid": "quote" },
    el("figcaption", { class: "quote__caption" }, t("facts.quoted")),
    el("blockquote", {}, linked(line.text), unknownMark(line)),
  );
}

function unknownMark(line) {
  return !line.known && [" ", el("span", { class: "chip chip--unknown" }, t("facts.unknown"))];
}

function methodChip(method) {
  return el("span", { class: "chip" }, lookUp(`facts.methods.${method}`) ?? method);
}
