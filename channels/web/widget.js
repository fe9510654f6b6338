/**
 * The widget: a button on any page that opens the assistant in a frame of its own.
 *
 *   <script src="https://HOST/widget.js" async data-position="left" data-color="#0b5d57" data-language="en"
 *     data-question="..." data-procedure="1.001193"></script>
 *
 * Everything stands in a shadow tree, so that the page's styles and ours never meet. Nothing but this file is loaded,
 * and nothing is stored, before the button is pressed. The server puts the words of texts.*.json in.
 */

(() => {
  const script = document.currentScript;
  if (!script || document.querySelector("[data-motcua-widget]")) return;

  const TEXTS = "WIDGET_TEXTS";
  const ORIGIN = new URL(script.src).origin;
  const { position, color, language, question, procedure } = script.dataset;
  const words = TEXTS[language] ?? TEXTS.vi;

  const STYLE = `
    :host {
      all: initial !important;
      position: fixed !important;
      inset: auto ${position === "left" ? "auto" : "16px"} 16px ${position === "left" ? "16px" : "auto"} !important;
      z-index: 2147483647 !important;
      display: block !important;
      font: 16px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif !important;
      color-scheme: light !important;
    }
    @media print { :host { display: none !important; } }
    * { box-sizing: border-box; }
    button { font: inherit; cursor: pointer; border: 0; }
    button:focus-visible { outline: 3px solid #ffd479; outline-offset: -5px; box-shadow: 0 0 0 3px #10201e; }
    .launcher {
      display: flex; align-items: center; gap: 10px; min-height: 52px; max-width: min(300px, calc(100vw - 32px));
      margin-left: auto; padding: 8px 20px 8px 16px; border-radius: 26px; font-weight: 600; text-align: left;
      background: var(--color); color: var(--ink); box-shadow: 0 0 0 2px #fff, 0 4px 16px rgb(0 0 0 / 35%);
    }
    .launcher svg { flex: none; width: 26px; height: 26px; }
    .panel {
      position: absolute; bottom: 0; ${position === "left" ? "left" : "right"}: 0;
      width: min(420px, calc(100vw - 32px)); height: min(680px, calc(100vh - 32px)); height: min(680px, calc(100dvh - 32px));
      display: flex; flex-direction: column; overflow: hidden; border-radius: 14px; background: #f5f1e8;
      box-shadow: 0 0 0 1px rgb(0 0 0 / 25%), 0 12px 40px rgb(0 0 0 / 35%);
    }
    .bar { flex: none; display: flex; align-items: center; gap: 8px; padding: 4px 4px 4px 16px; background: var(--color); color: var(--ink); }
    .title { flex: 1; min-width: 0; margin: 0; font-size: 16px; font-weight: 700; }
    .close { display: grid; place-items: center; width: 44px; height: 44px; border-radius: 10px; background: none; color: inherit; }
    .close svg { width: 22px; height: 22px; }
    iframe { flex: 1; width: 100%; min-height: 0; border: 0; }
    [hidden] { display: none !important; }
    @media (max-width: 480px) {
      .panel { position: fixed; inset: 0; width: auto; height: auto; border-radius: 0; }
    }
    @media (forced-colors: active) { .launcher, .panel { border: 2px solid; } }
  `;
  const BUBBLE = "M4 5h16v11H10l-5 4v-4H4z M8 9h8 M8 12.5h5";
  const CROSS = "M5 5l14 14 M19 5 5 19";

  const host = document.createElement("div");
  host.dataset.motcuaWidget = "";
  host.lang = language in TEXTS ? language : "vi";
  const root = host.attachShadow({ mode: "open" });
  style(root);
  const launcher = make("button", { class: "launcher", type: "button", "aria-expanded": "false" }, drawing(BUBBLE), make("span", {}, words.open));
  const title = make("h2", { class: "title", id: "title" }, words.title);
  const close = make("button", { class: "close", type: "button", "aria-label": words.close }, drawing(CROSS));
  const panel = make("div", { class: "panel", role: "dialog", "aria-labelledby": "title", hidden: "" }, make("div", { class: "bar" }, title, close));
  let frame = null;

  root.append(panel, launcher);
  paint();
  launcher.addEventListener("click", open);
  close.addEventListener("click", shut);
  panel.addEventListener("keydown", ({ key }) => key === "Escape" && shut());
  addEventListener("message", ({ origin, source, data }) => {
    if (origin === ORIGIN && source === frame?.contentWindow && data === "motcua:close") shut();
  });
  if (document.body) document.body.append(host);
  else addEventListener("DOMContentLoaded", () => document.body.append(host));

  function open() {
    frame ??= panel.appendChild(newFrame());
    panel.hidden = false;
    launcher.hidden = true;
    frame.focus();
  }

  function shut() {
    panel.hidden = true;
    launcher.hidden = false;
    launcher.focus();
  }

  function newFrame() {
    const address = new URL("/widget", ORIGIN);
    const told = { "ngon-ngu": language, hoi: question, "thu-tuc": procedure };
    for (const [name, value] of Object.entries(told)) if (value) address.searchParams.set(name, value);
    return make("iframe", { src: address.href, title: words.title, allow: "microphone; clipboard-write; web-share", referrerpolicy: "no-referrer" });
  }

  /** The page's colour where it is one, with black or white on it, whichever reads better. */
  function paint() {
    const ground = CSS.supports("color", color ?? "") ? color : "#0b5d57";
    const probe = document.createElement("canvas").getContext("2d");
    probe.fillStyle = ground;
    host.style.setProperty("--color", ground);
    const [red, green, blue] = /^#/.test(probe.fillStyle) ? [1, 3, 5].map((at) => parseInt(probe.fillStyle.slice(at, at + 2), 16)) : [0, 0, 0];
    host.style.setProperty("--ink", luminance(red, green, blue) > 0.179 ? "#000" : "#fff");
  }

  /** Relative luminance as WCAG 2 defines it. */
  function luminance(...channels) {
    const [red, green, blue] = channels.map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** A constructed sheet also works where the page's policy forbids inline styles. */
  function style(shadow) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      shadow.adoptedStyleSheets = [sheet];
    } catch {
      shadow.append(make("style", {}, STYLE));
    }
  }

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function drawing(path) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "1.8", "aria-hidden": "true" })) svg.setAttribute(key, value);
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  }
})();
