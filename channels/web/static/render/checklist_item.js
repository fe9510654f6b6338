/** One paper of a checklist: what, how many, why, what may replace it, and on which ground. */

import { el, freshId } from "../dom.js";
import { t } from "../texts.js";
import { folding } from "./card.js";
import { link, sourceNote } from "./source.js";

const LONG_NAME = 120;

/** Returns lists of papers to tick off, each under the official title that its papers share, if any. */
export function tickableItems(items, tick) {
  return groups(items).map(({ title, papers }) => {
    const id = freshId("group");
    const entries = papers.map((item) => el("li", { class: "item", "data-testid": "checklist-item" }, tickableBody(item, tick)));
    const list = el("ul", { class: "items", "aria-labelledby": title && id }, entries);
    return title ? el("div", { class: "group" }, el("p", { class: "group__title", id }, title), list) : list;
  });
}

/** Returns a paper without a box to tick; `brief`: only its name and the reason. */
export function plainItem(item, brief = false) {
  return el(
    "li",
    { class: "item", "data-item": item.id },
    el("p", { class: nameClass(item) }, item.name),
    brief ? [item.why && el("p", { class: "item__why" }, item.why), grounds(item)] : particulars(item),
  );
}

function groups(items) {
  const found = [];
  for (const item of items) {
    const title = item.alternatives_of;
    if (found.length === 0 || found.at(-1).title !== title) found.push({ title, papers: [] });
    found.at(-1).papers.push(item);
  }
  return found;
}

/** An official line may be a whole paragraph; in bold it could not be read. */
function nameClass({ name }) {
  return name.length > LONG_NAME ? "item__name item__name--long" : "item__name";
}

function tickableBody(item, tick) {
  const box = el("input", { type: "checkbox", class: "item__box", "data-item": item.id, "data-testid": "tick" });
  box.addEventListener("change", () => tick(item.id, box.checked));
  return [el("label", { class: `${nameClass(item)} item__name--tickable` }, box, el("span", {}, item.name)), particulars(item)];
}

function particulars(item) {
  return el(
    "div",
    { class: "item__particulars" },
    el(
      "p",
      { class: "item__facts" },
      el("span", { class: `chip chip--${item.action}` }, t(`checklist.actions.${item.action}`)),
      el("span", { class: `item__count${countKnown(item) ? "" : " item__count--unknown"}`, "data-testid": "count" }, countText(item)),
    ),
    item.why && el("p", { class: "item__why" }, item.why),
    formNote(item),
    statements("replacedBy", item.replaced_by),
    statements("check", item.check),
    grounds(item),
  );
}

/** Says how many originals and copies; what the record leaves open is said to be open. */
export function countText({ action, originals, copies }) {
  if (originals === null && copies === null) return action === "provide" ? "" : t("checklist.countUnknown");
  return [
    originals === null ? t("checklist.originalsUnknown") : originals > 0 && t("checklist.originals", { count: originals }),
    copies === null ? t("checklist.copiesUnknown") : copies > 0 && t("checklist.copies", { count: copies }),
  ]
    .filter(Boolean)
    .join(", ");
}

function countKnown({ originals, copies }) {
  return originals !== null && copies !== null;
}

function formNote({ form, form_url: url }) {
  if (!form && !url) return null;
  const text = t("checklist.form", { name: form ?? url });
  return el("p", { class: "item__form" }, url ? link(url, text) : text);
}

function statements(kind, texts) {
  if (texts.length === 0) return [];
  return el(
    "div",
    { class: `item__remark item__remark--${kind}` },
    el("p", { class: "item__remark-title" }, t(`checklist.${kind}`)),
    el("ul", {}, texts.map((text) => el("li", {}, text))),
  );
}

function grounds(item) {
  return folding(
    t("checklist.grounds"),
    "",
    false,
    item.legal_bases.length > 0 && el("ul", { class: "laws" }, item.legal_bases.map((law) => el("li", {}, lawText(law)))),
    sourceNote(item.source, item.as_of),
  );
}

function lawText({ number, title, article }) {
  const place = article ? t("checklist.article", { article, number }) : number;
  return [el("strong", {}, place), title && ` · ${title}`];
}
