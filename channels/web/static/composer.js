/** The box to type in; on touch screens the keyboard gives way to the answer. Enter sends, Shift+Enter starts a line; Vietnamese typing tools keep their Enter. */

const IME_KEY = 229;

export class Composer {
  /** `send(text)` is called with what was typed, trimmed and never empty. */
  constructor(form, send) {
    this.form = form;
    this.input = form.querySelector("textarea");
    this.send = send;
    form.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", () => this.fit());
    form.querySelector("[type=submit]").disabled = false;
  }

  /** Puts a text back into the box, before whatever stands there. */
  restore(text) {
    this.input.value = [text, this.input.value].filter(Boolean).join("\n");
    this.fit();
    this.input.focus();
  }

  /** Puts a text into the box in place of what stands there. */
  write(text) {
    this.input.value = text;
    this.fit();
  }

  /** Puts a text into the box, unless something was typed while the page was loading. */
  propose(text) {
    if (!this.input.value) this.write(text);
  }

  clear() {
    this.write("");
  }

  submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (text) {
      this.clear();
      this.send(text);
    }
    if (matchMedia("(pointer: coarse)").matches) this.input.blur();
    else this.input.focus();
  }

  key(event) {
    const composing = event.isComposing || event.keyCode === IME_KEY;
    if (event.key === "Enter" && !event.shiftKey && !composing) {
      event.preventDefault();
      this.form.requestSubmit();
    }
  }

  /** Grows with the text; style.css sets the limit. */
  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight + this.input.offsetHeight - this.input.clientHeight}px`;
  }
}
