/** The language of the interface's own words: Vietnamese, or English where it was chosen. Answers stay Vietnamese. */

import { read, remove, write } from "./storage.js";

const KEY = "motcua.web.language";
const PARAMETER = "ngon-ngu";
const LANGUAGES = ["vi", "en"];

/** Returns the language: chosen here, or named by the page's address (the widget does), or Vietnamese. */
export function language() {
  const wanted = [read(KEY), new URLSearchParams(location.search).get(PARAMETER)];
  return wanted.find((name) => LANGUAGES.includes(name)) ?? LANGUAGES[0];
}

/** Returns where the words of the present language stand. */
export function textsFile() {
  return new URL(`texts.${language()}.json`, import.meta.url);
}

/** Remembers another language and shows the page in it. */
export function speak(name) {
  if (name === LANGUAGES[0] && !new URLSearchParams(location.search).has(PARAMETER)) remove(KEY);
  else write(KEY, name);
  location.reload();
}
