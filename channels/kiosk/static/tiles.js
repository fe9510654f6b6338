/** What is tapped: the start screen, the topics and life events, and the procedures of one topic. */

import { el } from "/static/web/dom.js";
import { lookUp, t } from "/static/web/texts.js";
import { icon } from "./icons.js";

/** Fills the start screen; `begin()` is called at the first touch. */
export function fillStart(section, begin) {
  const points = lookUp("kiosk.start.points").map((text, index) => el("li", { class: "start__point" }, el("span", { class: "start__number", "aria-hidden": "true" }, index + 1), text));
  section.replaceChildren(
    el("h2", { class: "start__title", tabindex: -1 }, t("kiosk.start.title")),
    el("p", { class: "start__intro" }, t("kiosk.start.intro")),
    el("button", { type: "button", class: "start__button", "data-testid": "begin", on: { click: begin } }, icon("hand"), t("kiosk.start.button")),
    el("ol", { class: "start__points" }, points),
    el("p", { class: "start__privacy" }, icon("check"), t("kiosk.start.privacy")),
  );
}

/** Fills the home screen. `actions`: open(topic), say(text), type(). */
export function fillHome(section, { topics, lifeEvents }, actions) {
  const language = document.documentElement.lang;
  section.replaceChildren(
    el("h2", { class: "home__title", tabindex: -1 }, t("kiosk.home.title")),
    typeButton(actions.type),
    ...(topics.length ? [] : [el("p", { class: "home__hint" }, t("kiosk.home.empty"))]),
    ...group("topics", "grid grid--topics", topics.map((topic) => tile("topic", topic.icon, topic.name[language] ?? topic.name.vi, () => actions.open(topic)))),
    ...group("lifeEvents", "grid grid--events", lifeEvents.map((event) => eventTile(event, actions.say))),
    ...group("services", "grid grid--services", services(actions.say)),
    el("p", { class: "home__hint" }, icon("qr"), el("span", {}, t("kiosk.home.scan"))),
  );
}

/** Fills the list of one topic's procedures. */
export function fillList(section, topic, actions) {
  const name = topic.name[document.documentElement.lang] ?? topic.name.vi;
  const ask = (code) => actions.say(t("kiosk.list.ask", { code }));
  section.replaceChildren(
    el("h2", { class: "home__title", tabindex: -1 }, name),
    el("p", { class: "home__hint" }, t("kiosk.list.hint")),
    el("ul", { class: "grid grid--procedures", lang: "vi" }, topic.procedures.map(({ procedure_code: code, name }) => el("li", {}, procedure(code, name, ask)))),
    typeButton(actions.type),
  );
}

function typeButton(type) {
  return el("button", { type: "button", class: "type", "data-testid": "type", on: { click: type } }, icon("keyboard"), t("kiosk.home.type"));
}

function group(name, style, items) {
  if (items.length === 0) return [];
  const id = `home-${name}`;
  return [
    el("h3", { class: "home__heading", id }, t(`kiosk.home.${name}`)),
    el("ul", { class: style, "aria-labelledby": id }, items.map((item) => el("li", {}, item))),
  ];
}

function tile(kind, symbol, label, click) {
  return el("button", { type: "button", class: "tile", "data-testid": kind, on: { click } }, el("span", { class: "tile__icon" }, icon(symbol)), el("span", {}, label));
}

function eventTile({ name, say }, tell) {
  return el("button", { type: "button", class: "tile tile--plain", lang: "vi", "data-testid": "life-event", on: { click: () => tell(say) } }, name);
}

function services(say) {
  const symbols = { dossier: "search", office: "pin", officer: "people" };
  return Object.entries(symbols).map(([name, symbol]) => tile("service", symbol, t(`kiosk.home.${name}`), () => say(t(`kiosk.home.${name}Say`))));
}

function procedure(code, name, ask) {
  return el("button", { type: "button", class: "tile tile--plain", "data-testid": "procedure", "data-procedure": code, on: { click: () => ask(code) } }, name);
}
