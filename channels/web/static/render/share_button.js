/** The button under a card that shares its procedure, where the page offers that. */

import { el, icon } from "../dom.js";
import { t } from "../texts.js";

/** Returns the button, null where nothing can be shared. */
export function shareButton({ procedure_code: code, name }, { share }) {
  if (!share || !code) return null;
  const attributes = { type: "button", class: "button", "data-testid": "share", on: { click: () => share({ code, name }) } };
  return el("button", attributes, icon("share"), t("share.open"));
}
