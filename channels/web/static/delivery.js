/**
 * Delivers turns one after the other and writes down what became of each. What cannot be sent for want of a network
 * is kept, and sent in its order as soon as there is one; the ids stay, so that nothing is taken twice.
 */

import { DeliveryError, sendTurn } from "./api.js";
import { pauseAfter } from "./backoff.js";

const LATER = new Set(["network", "timeout"]);

export class Delivery {
  /** `changed(turn)` is called whenever a turn's state changed; `transmit(turn)` sends it and returns the reply. */
  constructor(conversation, changed, transmit = sendTurn) {
    this.conversation = conversation;
    this.changed = changed;
    this.transmit = transmit;
    this.queue = Promise.resolve();
    this.underWay = 0;
    this.failed = 0;
    addEventListener("online", () => this.resume());
  }

  get idle() {
    return this.underWay === 0;
  }

  /** Sends what the citizen typed or chose; returns its turn at once. */
  send(sent) {
    const turn = this.conversation.begin(sent);
    this.enqueue(turn);
    return turn;
  }

  /** Sends a failed turn once more, and with a kept one all that were kept. */
  retry(turn) {
    const all = turn.state === "kept" ? this.conversation.kept() : [turn];
    for (const one of all) {
      this.conversation.again(one);
      this.changed(one);
      this.enqueue(one);
    }
  }

  /** Sends what was kept, in its order. */
  resume() {
    clearTimeout(this.timer);
    if (this.idle && navigator.onLine) for (const turn of this.conversation.kept()) this.enqueue(turn);
  }

  enqueue(turn) {
    this.underWay += 1;
    this.queue = this.queue
      .then(() => this.deliver(turn))
      .catch(reportError)
      .finally(() => this.done());
  }

  done() {
    this.underWay -= 1;
    clearTimeout(this.timer);
    if (!this.idle) return;
    this.failed = this.conversation.kept().length ? this.failed + 1 : 0;
    if (this.failed) this.timer = setTimeout(() => this.resume(), pauseAfter(this.failed));
  }

  async deliver(turn) {
    const { conversation } = this;
    if (!conversation.has(turn)) return;
    const outcome = conversation.keptBefore(turn) ? { failure: { kind: "network" } } : await attempt(turn, this.transmit);
    if (!conversation.has(turn)) return;
    if (outcome.reply) conversation.answer(turn, outcome.reply);
    else this.missed(turn, outcome.failure);
    this.changed(turn);
  }

  missed(turn, failure) {
    if (LATER.has(failure.kind)) this.conversation.keep(turn, failure);
    else this.conversation.fail(turn, failure);
    if (failure.kind === "forbidden") this.refused(turn);
  }

  /**
   * The conversation is somebody else's: it goes on under a new id. Where no answer was ever seen, the first one was
   * lost on its way, and with it the secret that the server issued; then the turn is sent again without a word.
   */
  refused(turn) {
    const unheard = !this.conversation.lastTurnId() && !turn.renewed;
    this.conversation.renew(turn.conversation);
    if (!unheard) return;
    turn.renewed = true;
    this.conversation.again(turn);
    this.enqueue(turn);
  }
}

async function attempt(turn, transmit) {
  try {
    return { reply: await transmit(turn) };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return { failure: { kind: error.kind, text: error.text } };
  }
}
