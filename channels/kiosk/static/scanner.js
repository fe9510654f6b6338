/**
 * Hears a scanner that types like a keyboard: faster than any hand, with Enter at its end. What comes that fast is held
 * back for a moment, so that a scan never reaches the box to type in; what turns out to be typed goes on to it.
 */

const GAP_MS = 60;
const SHORTEST = 8;
const LONGEST = 2000;

export class Scanner {
  /** `heard(text)` is called with each scan. */
  constructor(heard) {
    this.heard = heard;
    this.held = "";
    addEventListener("keydown", (event) => this.key(event), { capture: true });
  }

  key(event) {
    if (event.isComposing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") this.enter(event);
    else if (event.key.length === 1 && this.holds(event.key)) this.hold(event);
    else if (event.key !== "Shift") this.release();
  }

  /** A lone space presses buttons. */
  holds(key) {
    return (key !== " " || this.held !== "") && this.held.length < LONGEST;
  }

  hold(event) {
    event.preventDefault();
    event.stopPropagation();
    this.held += event.key;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.release(), GAP_MS);
  }

  enter(event) {
    if (this.held.length < SHORTEST) {
      this.release();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.heard(this.taken());
  }

  release() {
    const text = this.taken();
    const field = document.activeElement;
    if (!text || !field?.matches("textarea, input[type=text]")) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  taken() {
    clearTimeout(this.timer);
    const text = this.held;
    this.held = "";
    return text;
  }
}
