/**
 * Theme and contrast: as the device prefers, or as chosen here. A choice turns the style sheets' own media rules on
 * or off, so that each set of colours stands in one place.
 */

import { read, remove, write } from "./storage.js";

const KEY = "motcua.web.appearance";
const DEFAULTS = { theme: "auto", contrast: "auto" };
const FEATURES = { theme: ["(prefers-color-scheme: dark)", "dark"], contrast: ["(prefers-contrast: more)", "more"] };
const ALWAYS = "(min-width: 0px)";
const NEVER = "(max-width: 0px)";
const originals = new Map();

/** Returns what was chosen: `{theme: auto|light|dark, contrast: auto|more}`. */
export function appearance() {
  return { ...DEFAULTS, ...read(KEY) };
}

/** Applies what was chosen earlier. */
export function restoreAppearance() {
  apply(appearance());
}

/** Remembers and applies a choice, such as `{theme: "dark"}`. */
export function choose(choice) {
  const chosen = { ...appearance(), ...choice };
  if (Object.keys(DEFAULTS).every((name) => chosen[name] === DEFAULTS[name])) remove(KEY);
  else write(KEY, chosen);
  apply(chosen);
}

function apply(chosen) {
  document.documentElement.dataset.theme = chosen.theme;
  for (const list of mediaLists()) {
    if (!originals.has(list)) originals.set(list, list.mediaText);
    list.mediaText = Object.entries(FEATURES).reduce(
      (text, [name, [feature, on]]) => (chosen[name] === "auto" ? text : text.replace(feature, chosen[name] === on ? ALWAYS : NEVER)),
      originals.get(list),
    );
  }
}

function mediaLists() {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const lists = rules.filter((rule) => rule instanceof CSSMediaRule).map(({ media }) => media);
  return lists.filter((list) => originals.has(list) || Object.values(FEATURES).some(([feature]) => list.mediaText.includes(feature)));
}
