/** Delivers turns one after the other and writes down what became of each. */

import { DeliveryError, sendTurn } from "./api.js";

export class Delivery {
  /** `changed(turn)` is called whenever a turn's state changed. */
  constructor(conversation, changed) {
    this.conversation = conversation;
    this.changed = changed;
    this.queue = Promise.resolve();
    this.underWay = 0;
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

  /** Sends a failed turn once more. */
  retry(turn) {
    this.conversation.again(turn);
    this.changed(turn);
    this.enqueue(turn);
  }

  enqueue(turn) {
    this.underWay += 1;
    this.queue = this.queue
      .then(() => this.deliver(turn))
      .catch(reportError)
      .finally(() => (this.underWay -= 1));
  }

  async deliver(turn) {
    if (!this.conversation.turns.includes(turn)) return;
    const outcome = await attempt(turn);
    if (!this.conversation.turns.includes(turn)) return;
    if (outcome.failure) this.failed(turn, outcome.failure);
    else this.conversation.answer(turn, outcome.reply);
    this.changed(turn);
  }

  failed(turn, failure) {
    this.conversation.fail(turn, failure);
    if (failure.kind === "forbidden") this.conversation.renew();
  }
}

async function attempt(turn) {
  try {
    return { reply: await sendTurn(turn) };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return { failure: { kind: error.kind, text: error.text } };
  }
}
