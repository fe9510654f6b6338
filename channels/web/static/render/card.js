/** What all cards share: a frame with a kind (may be empty) and a title, notices, and parts that fold. */

import { el, freshId, icon } from "../dom.js";
import { t } from "../texts.js";

const LONG_TITLE = 90;

/** Returns a card; its title names it for screen readers. */
export function card(style, kind, title, ...children) {
  const id = freshId("card");
  return el(
    "section",
    { class: `card ${style}`, "aria-labelledby": id },
    kind && el("p", { class: "card__kind" }, kind),
    el("h2", { class: `card__title${title.length > LONG_TITLE ? " card__title--long" : ""}`, id }, title),
    children,
  );
}

/** Returns a marked remark; `tone` is notice or warning. */
export function notice(tone, ...children) {
  return el(
    "div",
    { class: `notice notice--${tone}`, "data-testid": "notice" },
    icon(tone === "warning" ? "warning" : "info"),
    el("div", {}, el("span", { class: "visually-hidden" }, `${t(`tones.${tone}`)}: `), children),
  );
}

/** Returns a part of a card that folds. `symbol` names an icon or is empty. */
export function folding(title, symbol, open, ...children) {
  return el(
    "details",
    { class: "fold", open },
    el("summary", { class: "fold__title" }, symbol && icon(symbol), el("span", {}, title), icon("chevron")),
    el("div", { class: "fold__body" }, children),
  );
}
