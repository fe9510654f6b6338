/** Several tabs with one conversation: which tab this is, and what the others do. */

import { STORAGE_KEY } from "./conversation.js";
import { newId } from "./identifiers.js";

/** Returns this tab's name; it stays when the page is loaded anew. Nothing is stored on the device for it. */
export function thisTab() {
  const tab = history.state?.tab ?? newId();
  history.replaceState({ ...history.state, tab }, "");
  return tab;
}

/** Calls `changed(turns)` when another tab said, ticked or erased something, with the turns that are new. */
export function followTabs(conversation, changed) {
  conversation.elsewhere = changed;
  addEventListener("storage", ({ key }) => {
    if (key === STORAGE_KEY || key === null) conversation.pull();
  });
}
