/** Builds elements. Data only ever becomes text nodes and attributes, never markup. */

const SVG = "http://www.w3.org/2000/svg";
const ICONS = new URL("icons.svg", import.meta.url).href;
let ids = 0;

/**
 * Returns an element. Attributes that are null or false are left out, `on` holds listeners by event;
 * children that are null, false or empty are left out, lists are flattened, strings become text.
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  const { on = {}, ...rest } = attributes;
  for (const [key, value] of Object.entries(rest)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

/** Returns a decorative icon of icons.svg, or of another page's `sheet`; its colour follows the text. */
export function icon(name, sheet = ICONS) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sheet}#${name}`);
  svg.append(use);
  return svg;
}

/** Returns text that only screen readers get, with a space to either side of it. */
export function spoken(text) {
  return el("span", { class: "visually-hidden" }, ` ${text} `);
}

/** Returns an id that no other element has. */
export function freshId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}
