/** Shows the conversation's turns in order and keeps each in step with its state. */

import { drawTurn, fillReply } from "./turn.js";

export class Log {
  /** `actions`: choose, retry, edit, judge and tick, called with the turn concerned. */
  constructor(root, conversation, actions) {
    this.root = root;
    this.conversation = conversation;
    this.actions = actions;
    this.shown = new Map();
  }

  /** Shows all turns afresh. */
  draw() {
    this.shown.clear();
    this.root.replaceChildren();
    for (const turn of this.conversation.turns) this.add(turn);
  }

  /** Adds a turn at the end. */
  add(turn) {
    const element = drawTurn(turn, this.conversation, this.actions);
    this.shown.set(turn, element);
    this.root.append(element);
  }

  /** Shows a turn's new state; brings it into view unless the citizen has gone on to another. */
  update(turn) {
    const element = this.shown.get(turn);
    if (!element) return;
    fillReply(element, turn, this.conversation, this.actions);
    this.closeOldChoices();
    if (turn === this.conversation.turns.at(-1) || element.contains(document.activeElement)) this.show(turn);
  }

  /** Takes a turn out of sight. */
  remove(turn) {
    this.shown.get(turn)?.remove();
    this.shown.delete(turn);
  }

  /** Scrolls so that the turn starts at the top: long answers are read from their beginning. */
  show(turn) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.shown.get(turn).scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }

  /** Moves the keyboard to a turn, so that Tab goes on to what it offers. */
  focus(turn) {
    this.shown.get(turn).focus({ preventScroll: true });
  }

  /** Disables the choices that an earlier conversation offered; the server no longer knows them. */
  closeOldChoices() {
    for (const group of this.root.querySelectorAll("[data-conversation]")) {
      if (group.dataset.conversation === this.conversation.id) continue;
      for (const button of group.querySelectorAll("button[data-choice]")) button.disabled = true;
    }
  }
}
