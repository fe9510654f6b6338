/** The dialog with the QR code that carries a list to a phone. */

import { DeliveryError, post } from "/static/web/api.js";
import { el } from "/static/web/dom.js";
import { t } from "/static/web/texts.js";

const SVG = "http://www.w3.org/2000/svg";

/** Opens the dialog for the list of a turn. */
export async function carry(dialog, turn, procedureCode) {
  const body = dialog.querySelector("#carry-body");
  body.replaceChildren(el("p", { class: "carry__waiting", role: "status" }, t("kiosk.carry.waiting")));
  dialog.showModal();
  dialog.addEventListener("close", () => body.replaceChildren(), { once: true });
  try {
    const carried = await ask(turn, procedureCode);
    if (dialog.open) body.replaceChildren(...shown(carried));
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    body.replaceChildren(el("p", { class: "carry__failed", role: "alert" }, t("kiosk.carry.failed")));
  }
}

async function ask(turn, procedureCode) {
  const asked = { conversation_id: turn.conversation, turn_id: turn.turnId, procedure_code: procedureCode };
  const response = await post("/api/v1/kiosk/carried", asked);
  if (!response.ok) throw new DeliveryError("refused");
  return response.json();
}

function shown({ qr, telegram, minutes }) {
  return [
    el("p", {}, t("kiosk.carry.how", { minutes })),
    el("div", { class: "carry__codes" }, code(qr, "web", telegram !== null), telegram && code(telegram, "telegram", true)),
    el("p", { class: "carry__private" }, t("kiosk.carry.private")),
  ];
}

function code({ size, path }, name, named) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("class", "qr");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", t("kiosk.carry.qr"));
  const dark = document.createElementNS(SVG, "path");
  dark.setAttribute("d", path);
  svg.append(dark);
  return el("figure", { class: "carry__code", "data-testid": `qr-${name}` }, svg, named && el("figcaption", {}, t(`kiosk.carry.${name}`)));
}
