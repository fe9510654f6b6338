/** A desk: today's name, former names, and what is known of where and when. */

import { el, icon } from "../dom.js";
import { t } from "../texts.js";
import { card } from "./card.js";
import { lineBody } from "./lines.js";
import { prose } from "./prose.js";
import { sourceNote } from "./source.js";

const TELEPHONE = /^[+\d][\d\s.()-]{2,}$/;

export function renderOffice(message) {
  return card(
    "office",
    t("office.kind"),
    message.name,
    message.former_names.length > 0 &&
      el("p", { class: "card__subtitle" }, t("office.formerNames", { names: message.former_names.join(", ") })),
    el("ul", { class: "lines" }, ["address", "hours", "phone"].map((name) => row(message[name], name))),
    message.note && prose(message.note),
    sourceNote(message.source, message.as_of),
  );
}

function row(line, name) {
  const attributes = { class: `line${line.known ? "" : " line--unknown"}`, "data-testid": `office-${name}`, "data-known": line.known };
  const body = lineBody(line, t(`office.${name}`));
  return el("li", attributes, body, name === "phone" && callButton(line));
}

function callButton({ known, text }) {
  if (!known || !TELEPHONE.test(text)) return null;
  return el("a", { class: "button button--main", href: `tel:${text.replace(/[^+\d]/g, "")}` }, icon("phone"), t("office.call", { number: text }));
}
