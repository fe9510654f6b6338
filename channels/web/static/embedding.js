/** The page inside the widget: no cookies, a word to the page around it when it is to close, a question to begin with. */

import { speakAs } from "./api.js";
import { read, remove, write } from "./storage.js";

const SECRET_KEY = "motcua.web.secret";
const QUESTION = "hoi";
const CLOSE = "motcua:close";

export const embedded = document.documentElement.dataset.embedded !== undefined;

/** Speaks by a secret that this device keeps: browsers give frames of other sites no cookies. */
export function speakEmbedded() {
  speakAs("web", read(SECRET_KEY) ?? "", (secret) => write(SECRET_KEY, secret));
}

/** Forgets the secret too. */
export function forgetSecret() {
  remove(SECRET_KEY);
  if (embedded) speakEmbedded();
}

/** Lets Escape close the widget, except where it closes a dialog of the page's own. */
export function offerClosing() {
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && !document.querySelector("dialog[open]")) parent.postMessage(CLOSE, "*");
  });
}

/** Returns the question that the page around the widget proposes, "" for none. */
export function proposedQuestion() {
  return new URLSearchParams(location.search).get(QUESTION)?.slice(0, 300) ?? "";
}
