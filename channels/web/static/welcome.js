/** What an empty conversation shows: what this is, and things to tap that are sent as they stand. */

import { el, icon } from "./dom.js";
import { lookUp, t } from "./texts.js";

/** Fills the welcome section; `send(text)` is called with the text of what was tapped. */
export function fillWelcome(section, send) {
  section.replaceChildren(
    el("h2", { class: "welcome__title", id: "welcome-title", tabindex: -1 }, t("welcome.title")),
    el("p", { class: "welcome__intro" }, t("welcome.intro")),
    ...group("topics", "welcome__topics", lookUp("welcome.topics").map((topic) => tile(topic, "topic", send))),
    ...group("services", "welcome__services", lookUp("welcome.services").map((service) => tile(service, "service", send))),
    ...group("examples", "welcome__examples", lookUp("welcome.examples").map((text) => example(text, send))),
    el("p", { class: "welcome__privacy" }, icon("info"), el("span", {}, t("welcome.privacy"))),
  );
  section.setAttribute("aria-labelledby", "welcome-title");
}

function group(name, style, items) {
  return [
    el("h3", { class: "welcome__heading", id: `welcome-${name}` }, t(`welcome.${name}Title`)),
    el("ul", { class: style, "aria-labelledby": `welcome-${name}` }, items.map((item) => el("li", {}, item))),
  ];
}

function tile({ icon: name, label, text }, kind, send) {
  const attributes = { type: "button", class: "tile", "data-testid": kind, on: { click: () => send(text) } };
  return el("button", attributes, el("span", { class: "tile__icon" }, icon(name)), el("span", {}, label));
}

function example(text, send) {
  const attributes = { type: "button", class: "example", "data-testid": "example", on: { click: () => send(text) } };
  return el("button", { ...attributes, lang: "vi" }, `“${text}”`);
}
