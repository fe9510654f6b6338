/** The interface's words: loads texts.vi.json once and looks texts up by their path. */

let texts = {};

/** Loads the texts; rejects where the file cannot be had. */
export async function loadTexts() {
  const response = await fetch(new URL("texts.vi.json", import.meta.url), { credentials: "same-origin" });
  if (!response.ok) throw new Error(`texts.vi.json: HTTP ${response.status}`);
  texts = await response.json();
}

/** Returns what stands at a dotted path: a text, a list or a group; undefined where nothing does. */
export function lookUp(path) {
  return path.split(".").reduce((node, key) => node?.[key], texts);
}

/** Returns a text with its {placeholders} filled. */
export function t(path, values = {}) {
  return lookUp(path).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Writes the texts that the page's own markup asks for by data-text, data-label and data-placeholder. */
export function fillTexts(root) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", t(element.dataset.label));
  }
  for (const element of root.querySelectorAll("[data-placeholder]")) {
    element.placeholder = t(element.dataset.placeholder);
  }
}
