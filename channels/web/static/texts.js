/** The interface's words: loads texts.vi.json, or the files that a page names, and looks texts up by their path. */

let texts = {};

/** Loads the texts; groups of later files stand beside those of earlier ones. Rejects where a file cannot be had. */
export async function loadTexts(files = [new URL("texts.vi.json", import.meta.url)]) {
  texts = Object.assign({}, ...(await Promise.all(files.map(textsOf))));
}

async function textsOf(file) {
  const response = await fetch(file, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
  return response.json();
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
