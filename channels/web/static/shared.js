/** What a shared link opens: the papers of one procedure for every case, and the way to ask for one's own. */

import { el, icon } from "./dom.js";
import { renderMessage } from "./render/message.js";
import { PARAMETER } from "./sharing.js";
import { t } from "./texts.js";

const CODE = /^[0-9A-Za-z.]{3,40}$/;

/** Shows the procedure that the page's address names, if it names one; `context` as for renderMessage. */
export async function showShared(section, context, ask) {
  const code = new URLSearchParams(location.search).get(PARAMETER);
  if (!code) return;
  section.hidden = false;
  const message = CODE.test(code) ? await checklistOf(code) : null;
  if (section.hidden) return;
  section.replaceChildren(...(message?.type ? list(message, context, ask) : [failed(message)]));
  section.querySelector("h2").focus({ preventScroll: true });
}

/** Takes the procedure out of sight and out of the address. */
export function closeShared(section) {
  section.hidden = true;
  if (new URLSearchParams(location.search).has(PARAMETER)) history.replaceState(history.state, "", location.pathname);
}

function list(message, context, ask) {
  const click = () => ask(t("shared.question", { name: message.name }));
  return [
    el("h2", { class: "welcome__title", tabindex: -1 }, t("shared.title")),
    el("p", { class: "welcome__intro" }, t("shared.intro")),
    el("button", { type: "button", class: "button button--main", "data-testid": "shared-ask", on: { click } }, icon("person"), t("shared.ask")),
    renderMessage(message, context),
  ];
}

function failed(message) {
  const text = t(message === null ? "shared.unknown" : "shared.offline");
  return el("div", { class: "failure", "data-testid": "shared-failed" }, el("h2", { class: "failure__text", tabindex: -1 }, icon("warning"), el("span", {}, text)));
}

/** Returns the checklist for no facts at all, null where there is no such procedure, {} where it cannot be had now. */
async function checklistOf(code) {
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"facts": {}}', credentials: "omit" };
  const response = await fetch(`/api/v1/procedures/${code}/checklist`, request).catch(() => null);
  if (response?.status === 404) return null;
  const told = response?.ok ? await response.json().catch(() => null) : null;
  return told?.checklist ?? {};
}
