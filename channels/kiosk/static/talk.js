/** The talk: what was asked and answered at this kiosk, in this page's memory alone. */

import { announcementOf } from "/static/web/announcing.js";
import { eraseConversation, speakAs } from "/static/web/api.js";
import { Conversation } from "/static/web/conversation.js";
import { Delivery } from "/static/web/delivery.js";
import { Log } from "/static/web/log.js";
import { showTicks } from "/static/web/render/checklist.js";
import * as memory from "./memory.js";

const PATIENCE_MS = 3000;

export class Talk {
  /**
   * `told`: said(turn) after a turn was sent, changed(turn, element) after its state changed, edit(text) to put a
   * failed question back into the box, announce(text) for screen readers.
   */
  constructor(root, told) {
    speakAs("kiosk");
    this.told = told;
    this.conversation = new Conversation(memory);
    this.delivery = new Delivery(this.conversation, (turn) => this.changed(turn));
    this.log = new Log(root, this.conversation, this.actions());
  }

  get id() {
    return this.conversation.id;
  }

  /** Whether anything was said. */
  get used() {
    return this.conversation.turns.length > 0;
  }

  /** Sends `{text}`, `{text, label}` where the text is not to be shown, or `{choice, label}`. */
  send(sent) {
    const turn = this.delivery.send(sent);
    this.show(turn);
    this.told.said(turn);
    this.log.show(turn);
    this.log.focus(turn);
  }

  /** Shows messages that came from elsewhere, such as a list found by its number. */
  receive(messages) {
    const turnId = `found-${this.conversation.turns.length}`;
    const [turn] = this.conversation.receive([{ turn_id: turnId, messages }]);
    this.show(turn);
    this.log.show(turn);
  }

  /** Draws everything afresh, in the present language. */
  redraw() {
    this.log.draw();
    for (const [turn, element] of this.log.shown) this.told.changed(turn, element);
  }

  /** Erases the conversation on the server; waits a little for what is under way, so that nothing comes after it. */
  async erase() {
    await Promise.race([this.delivery.queue, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    await Promise.race([eraseConversation(this.id), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    this.conversation.erase();
  }

  show(turn) {
    this.log.add(turn);
    this.told.changed(turn, this.log.shown.get(turn));
  }

  changed(turn) {
    this.log.update(turn);
    this.told.changed(turn, this.log.shown.get(turn));
    this.told.announce(announcementOf(turn));
  }

  actions() {
    return {
      choose: (turn, index, option) => {
        this.conversation.choose(turn, index, option.id);
        this.send({ choice: option.id, label: option.label });
      },
      retry: (turn) => {
        this.delivery.retry(turn);
        this.log.focus(turn);
      },
      judge: (turn, feedback) => this.conversation.judge(turn, feedback),
      edit: (turn) => {
        this.conversation.withdraw(turn);
        this.log.remove(turn);
        this.told.edit(turn.sent.text);
      },
      tick: (ticksKey, itemId, on) => {
        this.conversation.tick(ticksKey, itemId, on);
        showTicks(ticksKey, this.conversation.ticked(ticksKey));
      },
    };
  }
}
