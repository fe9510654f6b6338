/** Reads replies aloud, where the device has a Vietnamese voice; without one the buttons are not shown. */

import { el, icon } from "./dom.js";
import { t } from "./texts.js";

const LONGEST_PART = 180;
const VIETNAMESE = /^vi\b/i;
const SENTENCES = /[^.!?;:]+[.!?;:]*\s*/g;

let pressed = null;

/** Watches for a Vietnamese voice: browsers find their voices late. style.css shows the buttons by data-reads. */
export function watchVoices() {
  if (!globalThis.speechSynthesis) return;
  const show = () => document.documentElement.toggleAttribute("data-reads", Boolean(voice()));
  speechSynthesis.addEventListener?.("voiceschanged", show);
  addEventListener("pagehide", stopReading);
  show();
}

/** Returns the button of a reply; it reads and stops. `words(button)` returns what to read. */
export function readButton(words) {
  const button = el("button", { type: "button", class: "read-aloud", "aria-pressed": "false", "data-testid": "read-aloud" }, icon("speaker"), el("span", {}, t("reading.read")));
  button.addEventListener("click", () => {
    const again = pressed === button;
    stopReading();
    if (!again) read(button, words(button));
  });
  return button;
}

/** Returns what a sighted person reads in a reply, line by line, without small print and buttons. */
export function wordsOf(button) {
  const reply = button.closest(".reply");
  reply.classList.add("reply--read");
  const lines = reply.innerText.split("\n").map((line) => line.trim());
  reply.classList.remove("reply--read");
  return lines.filter(Boolean);
}

/** Stops reading. */
export function stopReading() {
  if (!pressed) return;
  speechSynthesis.cancel();
  mark(pressed, false);
  pressed = null;
}

function read(button, lines) {
  const utterances = lines.flatMap(parts).map(utterance);
  if (utterances.length === 0) return;
  pressed = button;
  mark(button, true);
  const ended = () => pressed === button && stopReading();
  utterances.at(-1).addEventListener("end", ended);
  for (const one of utterances) {
    one.addEventListener("error", ended);
    speechSynthesis.speak(one);
  }
}

/** Some engines fall silent in the middle of a long text. */
function parts(line) {
  const found = [""];
  for (const sentence of line.match(SENTENCES) ?? [line]) {
    if (found.at(-1).length + sentence.length > LONGEST_PART) found.push("");
    found[found.length - 1] += sentence;
  }
  return found.filter((part) => part.trim());
}

function utterance(text) {
  return Object.assign(new SpeechSynthesisUtterance(text), { lang: "vi-VN", voice: voice(), rate: 0.95 });
}

function voice() {
  return speechSynthesis.getVoices().find(({ lang }) => VIETNAMESE.test(lang.replace("_", "-"))) ?? null;
}

function mark(button, on) {
  button.setAttribute("aria-pressed", String(on));
  button.querySelector("span").textContent = t(on ? "reading.stop" : "reading.read");
}
