/** The box to type in with its keyboard: closed until it is wanted, out of the way once a question was sent. */

import { Composer } from "/static/web/composer.js";
import { t } from "/static/web/texts.js";
import { Keyboard } from "./keyboard.js";

export class TypingPlace {
  /** `send(text)` is called with what was typed. */
  constructor(form, root, style, { send, announce }) {
    this.root = root;
    this.composer = new Composer(form, (text) => {
      this.close();
      send(text);
    });
    this.composer.input.addEventListener("click", () => this.open());
    this.keyboard = new Keyboard(root, this.composer.input, style, { send: () => form.requestSubmit(), hide: () => this.close(), announce });
  }

  /** Opens the keyboard; with a text, puts it into the box. */
  open(text = "") {
    if (text) this.composer.restore(text);
    this.root.hidden = false;
    document.body.dataset.keyboard = "open";
    this.composer.input.focus();
  }

  close() {
    this.root.hidden = true;
    delete document.body.dataset.keyboard;
  }

  /** Writes the keys in the present language. */
  redraw() {
    this.keyboard.draw();
    this.composer.input.placeholder = t("composer.placeholder");
  }
}
