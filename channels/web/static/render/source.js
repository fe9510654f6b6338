/** Where a fact stands, in small print; and links, which only ever lead to the web. */

import { el, icon, spoken } from "../dom.js";
import { t } from "../texts.js";
import { dateTime } from "./dates.js";

/** Returns "Nguồn: title · decision · as of date". */
export function sourceNote(source, asOf) {
  const decision = source.decision_number;
  const named = !decision || source.title.includes(decision);
  return el(
    "small",
    { class: "source", "data-testid": "source" },
    `${t("facts.source")} `,
    source.url ? link(source.url, source.title) : source.title,
    !named && ` · ${t("facts.decision", { number: decision })}`,
    ` · ${t("facts.asOf", { date: dateTime(asOf) })}`,
  );
}

/** Returns a link that opens beside the page; plain text where the address is not a web address. */
export function link(url, text) {
  if (!/^https?:\/\//i.test(url)) return el("span", {}, text);
  return el(
    "a",
    { href: url, target: "_blank", rel: "noopener noreferrer" },
    text,
    icon("out"),
    spoken(t("facts.opensElsewhere")),
  );
}
