/** Voice input, where the browser has it: asked for once in each visit, with a word on where the sound goes. */

import { t } from "./texts.js";

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
const KNOWN_ERRORS = new Set(["not-allowed", "no-speech", "network", "audio-capture"]);

export class Dictation {
  /** `write(text)` is called with what was heard so far; `status` tells in words how it goes. */
  constructor(button, dialog, status, write) {
    Object.assign(this, { button, dialog, status, write, agreed: false, running: null });
    button.hidden = !Recognition || !isSecureContext;
    button.addEventListener("click", () => this.toggle());
    dialog.addEventListener("close", () => this.decided());
    this.mark(false);
  }

  toggle() {
    if (this.running) this.running.stop();
    else if (this.agreed) this.listen();
    else {
      this.dialog.returnValue = "";
      this.dialog.showModal();
    }
  }

  decided() {
    this.agreed = this.dialog.returnValue === "agree";
    if (this.agreed) this.listen();
  }

  listen() {
    const heard = new Recognition();
    Object.assign(heard, { lang: "vi-VN", interimResults: true, continuous: false });
    heard.onresult = ({ results }) => this.write([...results].map(([best]) => best.transcript).join(" ").trim());
    heard.onerror = ({ error }) => this.say(`dictation.errors.${KNOWN_ERRORS.has(error) ? error : "other"}`);
    heard.onend = () => this.ended();
    this.running = heard;
    this.mark(true);
    this.say("dictation.listening");
    heard.start();
  }

  ended() {
    this.running = null;
    this.mark(false);
    if (this.said === "dictation.listening") this.say("");
  }

  say(path) {
    this.said = path;
    this.status.textContent = path && t(path);
  }

  mark(on) {
    this.button.setAttribute("aria-pressed", String(on));
    this.button.setAttribute("aria-label", t(on ? "dictation.stop" : "dictation.start"));
  }
}
