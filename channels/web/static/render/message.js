/** Renders any message of the public union by its type. */

import { el } from "../dom.js";
import { t } from "../texts.js";
import { renderChecklist } from "./checklist.js";
import { renderChoices } from "./choices.js";
import { renderDossier } from "./dossier.js";
import { renderHandoff } from "./handoff.js";
import { renderOffice } from "./office.js";
import { renderProcedure } from "./procedure.js";
import { renderText } from "./text.js";

const RENDERERS = {
  text: renderText,
  choices: renderChoices,
  procedure: renderProcedure,
  checklist: renderChecklist,
  dossier: renderDossier,
  office: renderOffice,
  handoff: renderHandoff,
};

/**
 * Returns a message's element. `context` has the conversation's id, whether it is still open, what was
 * `chosen`, the functions choose(option), ticked(ticksKey) and tick(ticksKey, itemId, on), and, where links are
 * shared, share(procedure).
 */
export function renderMessage(message, context) {
  const render = Object.hasOwn(RENDERERS, message.type) ? RENDERERS[message.type] : renderUnknown;
  const element = render(message, context);
  element.dataset.testid = `message-${message.type}`;
  element.classList.add("message");
  element.lang = "vi";
  if (message.procedure_code) element.dataset.procedure = message.procedure_code;
  return element;
}

function renderUnknown() {
  return el("p", { class: "bubble" }, t("log.unknownMessage"));
}
