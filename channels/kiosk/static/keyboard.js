/** The keyboard on the screen: it composes Vietnamese by Telex or VNI, or writes plain letters, into a text box. */

import { el } from "/static/web/dom.js";
import { lookUp, t } from "/static/web/texts.js";
import { icon } from "./icons.js";
import { erased, pressed, text, wordAtEnd } from "./typing/composition.js";
import { PLAIN, TELEX, VNI } from "./typing/methods.js";

const METHODS = { telex: TELEX, vni: VNI, plain: PLAIN };
const ROWS = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const HOLD_MS = 500;
const REPEAT_MS = 90;

export class Keyboard {
  /** `style`: where the tone of oa, oe, uy stands; `told`: send(), hide(), announce(text). */
  constructor(root, field, style, told) {
    Object.assign(this, { root, field, style, told, method: "telex", shift: false, word: null });
    root.addEventListener("pointerdown", (event) => this.touched(event));
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) root.addEventListener(end, () => clearTimeout(this.repeating));
    root.addEventListener("click", (event) => this.tapped(event.target.closest("button")));
    this.draw();
  }

  draw() {
    const hints = lookUp(`kiosk.keyboard.hints.${this.method}`);
    const rows = ROWS.map((keys) => [...keys].map((key) => this.letter(key, hints[key])));
    rows[3].unshift(this.command("shift", icon("shift"), t("kiosk.keyboard.shift"), { "aria-pressed": String(this.shift) }));
    rows[3].push(this.command("erase", icon("erase"), t("kiosk.keyboard.erase")));
    const name = t(`kiosk.keyboard.methods.${this.method}`);
    const last = [
      this.command("hide", [icon("hide"), el("span", {}, t("kiosk.keyboard.hide"))], t("kiosk.keyboard.hideLabel")),
      this.command("method", name, t("kiosk.keyboard.method", { name })),
      this.letter(","),
      this.command("space", t("kiosk.keyboard.space"), t("kiosk.keyboard.space")),
      this.letter("."),
      this.letter("?"),
      this.command("send", [icon("send"), el("span", {}, t("kiosk.keyboard.send"))], t("kiosk.keyboard.send")),
    ];
    this.root.replaceChildren(...[...rows, last].map((keys) => el("div", { class: "keyboard__row" }, keys)));
  }

  letter(key, hint) {
    const shown = this.shift ? key.toUpperCase() : key;
    return el("button", { type: "button", class: "key", "data-key": shown }, shown, hint && el("small", { class: "key__hint", "aria-hidden": "true" }, hint));
  }

  command(name, content, label, more = {}) {
    return el("button", { type: "button", class: `key key--${name}`, "data-command": name, "aria-label": label, ...more }, content);
  }

  /** The box keeps the caret; held down, the erasing key goes on. */
  touched(event) {
    event.preventDefault();
    if (event.target.closest("[data-command=erase]")) this.repeating = setTimeout(() => this.repeat(), HOLD_MS);
  }

  repeat() {
    this.erase();
    this.repeating = setTimeout(() => this.repeat(), REPEAT_MS);
  }

  tapped(button) {
    if (button?.dataset.key) this.key(button.dataset.key);
    else if (button) COMMANDS[button.dataset.command](this);
  }

  /** Presses a key that writes. */
  key(key) {
    const word = this.present();
    const next = pressed(word, key, METHODS[this.method]);
    if (next) this.rewrite(word, next);
    else this.insert(key);
    if (this.shift) this.toggleShift();
  }

  erase() {
    const word = this.present();
    if (word.letters.length && this.field.selectionStart === this.field.selectionEnd) this.rewrite(word, erased(word));
    else this.cut();
  }

  toggleShift() {
    this.shift = !this.shift;
    this.redraw("shift");
  }

  nextMethod() {
    const names = Object.keys(METHODS);
    this.method = names[(names.indexOf(this.method) + 1) % names.length];
    this.word = null;
    this.redraw("method");
    this.told.announce(t("kiosk.keyboard.announced", { name: t(`kiosk.keyboard.methods.${this.method}`) }));
  }

  redraw(command) {
    const focused = this.root.contains(document.activeElement);
    this.draw();
    if (focused) this.root.querySelector(`[data-command=${command}]`).focus();
  }

  /** Returns the word before the caret: the one that is being composed, or what stands there. */
  present() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    return this.word && before === this.word.before ? this.word.state : wordAtEnd(before);
  }

  /** Puts a word in the place of the one before the caret. */
  rewrite(old, state) {
    const caret = this.field.selectionStart;
    const start = caret - lettersAtEnd(this.field.value.slice(0, caret), old);
    this.write(text(state, this.style), start, Math.max(caret, this.field.selectionEnd));
    this.word = { state, before: this.field.value.slice(0, this.field.selectionStart) };
  }

  insert(key) {
    this.write(key, this.field.selectionStart, this.field.selectionEnd);
    this.word = null;
  }

  cut() {
    const { selectionStart: start, selectionEnd: end } = this.field;
    this.write("", start === end ? Math.max(start - 1, 0) : start, end);
    this.word = null;
  }

  write(part, start, end) {
    this.field.setRangeText(part, start, end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.scrollTop = this.field.scrollHeight;
  }
}

/** Every letter of a word is one character of the box, whatever its marks. */
function lettersAtEnd(before, { letters }) {
  return Math.min(letters.length, before.length);
}

const COMMANDS = {
  shift: (keyboard) => keyboard.toggleShift(),
  erase: (keyboard) => keyboard.erase(),
  space: (keyboard) => keyboard.insert(" "),
  method: (keyboard) => keyboard.nextMethod(),
  hide: (keyboard) => keyboard.told.hide(),
  send: (keyboard) => keyboard.told.send(),
};
