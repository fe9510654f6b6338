/** How the screen looks: text size, contrast, theme, low reach, language; the next person starts from the usual again. */

import { appearance, choose, restoreAppearance } from "/static/web/appearance.js";
import { el } from "/static/web/dom.js";
import { offerTextSize, restoreTextSize } from "/static/web/text_size.js";
import { t } from "/static/web/texts.js";
import { icon } from "./icons.js";

/** Shows the screen as it usually is. */
export function usualLooks() {
  restoreTextSize();
  restoreAppearance();
}

/** Fills the group of buttons; `speak(language)` changes the language, `announce(text)` tells screen readers. */
export function offerLooks(group, speak, announce) {
  const other = document.documentElement.lang === "vi" ? "en" : "vi";
  const size = tool("text-size", "text-size", t("textSize.short"));
  const language = tool("globe", "language", t("kiosk.looks.language"), () => speak(other));
  language.setAttribute("aria-label", t("kiosk.looks.languageLabel"));
  language.lang = other;
  group.replaceChildren(
    size,
    toggle("contrast", "contrast", isContrast, () => choose({ contrast: isContrast() ? "auto" : "more" })),
    toggle("moon", "theme", isDark, () => choose({ theme: isDark() ? "light" : "dark" })),
    toggle("low", "low", isLow, () => (document.body.dataset.reach = isLow() ? "" : "low")),
    language,
  );
  offerTextSize(size, announce);
}

const isContrast = () => appearance().contrast === "more";
const isLow = () => document.body.dataset.reach === "low";

function isDark() {
  const { theme } = appearance();
  return theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
}

function toggle(symbol, name, pressed, click) {
  const button = tool(symbol, name, t(`kiosk.looks.${name}`), () => {
    click();
    button.setAttribute("aria-pressed", String(pressed()));
  });
  button.setAttribute("aria-pressed", String(pressed()));
  return button;
}

function tool(symbol, name, label, click) {
  return el("button", { type: "button", class: "tool", "data-testid": `look-${name}`, on: click ? { click } : {} }, icon(symbol), el("span", {}, label));
}
