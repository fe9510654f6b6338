/** The operator's page: how the server and the kiosks stand, looked up again every ten seconds. */

import { el } from "/static/web/dom.js";
import { dateTime } from "/static/web/render/dates.js";
import { loadTexts, t } from "/static/web/texts.js";

const EVERY_MS = 10_000;
const PATIENCE_MS = 8000;
const root = document.getElementById("health");

loadTexts(["/static/kiosk/texts.vi.json"]).then(follow);

async function follow() {
  const found = await look();
  root.replaceChildren(...(found ? report(found) : unreachable()));
  setTimeout(follow, EVERY_MS);
}

async function look() {
  try {
    return await (await fetch("/api/v1/kiosk/health", { credentials: "omit", signal: AbortSignal.timeout(PATIENCE_MS) })).json();
  } catch {
    return null;
  }
}

function report(found) {
  return [
    ...heading(t("kiosk.health.updated", { at: dateTime(new Date().toISOString()) })),
    el("dl", { class: "facts" }, facts(found).map(([name, value, state]) => fact(name, value, state))),
    el("h2", {}, t("kiosk.health.kiosks")),
    found.kiosks.length ? table(found) : el("p", {}, t("kiosk.health.noKiosks")),
    back(),
  ];
}

function unreachable() {
  return [...heading(""), el("p", { class: "alarm", role: "alert" }, t("kiosk.health.unreachable")), el("dl", { class: "facts" }, fact("network", t(navigator.onLine ? "kiosk.health.yes" : "kiosk.health.no"), navigator.onLine)), back()];
}

function heading(updated) {
  return [el("h1", {}, t("kiosk.health.title")), updated && el("p", { class: "updated" }, updated)].filter(Boolean);
}

function facts(found) {
  const good = (on) => [t(on ? "kiosk.health.yes" : "kiosk.health.no"), on];
  return [
    ["server", ...good(found.ready)],
    ["network", ...good(navigator.onLine)],
    ["database", ...good(found.database)],
    ["rasa", ...good(found.rasa)],
    ["release", found.release],
    ["built", dateTime(found.release_built_at)],
    ["procedures", found.procedures],
    ["guides", found.guides],
    ["printer", t(`kiosk.health.printers.${found.printer}`)],
    ["desk", found.desk || t("kiosk.health.none")],
    ["speech", found.speech ? t("kiosk.health.yes") : t("kiosk.health.none")],
    ["version", found.version],
  ];
}

function fact(name, value, state) {
  return el("div", { class: "fact", "data-fact": name, "data-state": state === undefined ? null : state ? "good" : "bad" }, el("dt", {}, t(`kiosk.health.${name}`)), el("dd", {}, value));
}

function table({ kiosks, version }) {
  const columns = ["device", "seen", "reset", "screen", "printer", "version"];
  const row = (kiosk) => [
    `${kiosk.device} (${t(kiosk.alive ? "kiosk.health.alive" : "kiosk.health.silent")})`,
    dateTime(kiosk.seen_at),
    dateTime(kiosk.reset_at),
    t(`kiosk.health.screens.${kiosk.screen}`),
    t(`kiosk.health.printers.${kiosk.printer}`),
    kiosk.version === version ? kiosk.version : `${kiosk.version} (${t("kiosk.health.old")})`,
  ];
  return el(
    "div",
    { class: "table", tabindex: 0, role: "region", "aria-label": t("kiosk.health.kiosks") },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, columns.map((name) => el("th", { scope: "col" }, t(`kiosk.health.${name}`))))),
      el("tbody", {}, kiosks.map((kiosk) => el("tr", { "data-testid": "kiosk", "data-state": kiosk.alive ? "good" : "bad" }, row(kiosk).map((cell) => el("td", {}, cell))))),
    ),
  );
}

function back() {
  return el("p", {}, el("a", { class: "button", href: `/kiosk${location.search}` }, t("kiosk.health.back")));
}
