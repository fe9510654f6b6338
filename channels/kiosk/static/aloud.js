/**
 * Reads replies aloud: with the browser's Vietnamese voice, else with the server's; without either there is no button.
 * Dossiers are never read: others stand behind.
 */

import { el } from "/static/web/dom.js";
import { wordsOf } from "/static/web/reading.js";
import { t } from "/static/web/texts.js";
import { icon } from "./icons.js";

const VIETNAMESE = /^vi\b/i;
const BROWSER_CHARS = 180;
const SENTENCES = /[^.!?;:\n]+[.!?;:\n]*\s*/g;

let reading = null;

/** Returns a reply's button, or null where nothing can or may be read. `speechChars`: longest text for the server, 0: none. */
export function readButton(reply, speechChars) {
  if ((!voice() && !speechChars) || reply.querySelector(".dossier")) return null;
  const button = el("button", { type: "button", class: "button read", "aria-pressed": "false", "data-testid": "read" }, icon("speaker"), el("span", {}, t("kiosk.talk.read")));
  button.addEventListener("click", () => (reading?.button === button ? stopReading() : read(button, speechChars)));
  return button;
}

/** Stops reading. */
export function stopReading() {
  if (!reading) return;
  const { button, audio } = reading;
  reading = null;
  globalThis.speechSynthesis?.cancel();
  audio.pause();
  mark(button, false);
}

/** Splits a text into pieces of at most `longest` characters, at the ends of sentences where it can. */
export function pieces(text, longest) {
  const found = [""];
  for (const part of (text.match(SENTENCES) ?? []).flatMap((sentence) => chopped(sentence, longest))) {
    if (found.at(-1).length + part.length > longest) found.push("");
    found[found.length - 1] += part;
  }
  return found.map((piece) => piece.trim()).filter(Boolean);
}

function chopped(sentence, longest) {
  if (sentence.length <= longest) return [sentence];
  const space = sentence.lastIndexOf(" ", longest - 1);
  const end = space > 0 ? space + 1 : longest;
  return [sentence.slice(0, end), ...chopped(sentence.slice(end), longest)];
}

async function read(button, speechChars) {
  stopReading();
  const mine = { button, audio: new Audio() };
  reading = mine;
  mark(button, true);
  const speak = voice() ? byBrowser : (piece) => byServer(piece, mine.audio);
  const text = wordsOf(button).join("\n");
  for (const piece of pieces(text, voice() ? BROWSER_CHARS : speechChars)) {
    if (reading !== mine) return;
    await speak(piece).catch(() => reading === mine && stopReading());
  }
  if (reading === mine) stopReading();
}

function byBrowser(piece) {
  return new Promise((resolve, reject) => {
    const utterance = Object.assign(new SpeechSynthesisUtterance(piece), { lang: "vi-VN", voice: voice(), rate: 0.95 });
    utterance.addEventListener("end", resolve);
    utterance.addEventListener("error", reject);
    speechSynthesis.speak(utterance);
  });
}

function byServer(piece, audio) {
  return new Promise((resolve, reject) => {
    audio.onended = resolve;
    audio.onerror = reject;
    audio.onpause = () => !audio.ended && reject(new Error("stopped"));
    audio.src = `/api/v1/speech?${new URLSearchParams({ text: piece })}`;
    audio.play().catch(reject);
  });
}

function voice() {
  return globalThis.speechSynthesis?.getVoices().find(({ lang }) => VIETNAMESE.test(lang.replace("_", "-"))) ?? null;
}

function mark(button, on) {
  button.setAttribute("aria-pressed", String(on));
  button.querySelector("span").textContent = t(on ? "kiosk.talk.stop" : "kiosk.talk.read");
}
