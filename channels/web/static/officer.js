/**
 * What an officer says while one is wanted for the conversation or has it: pushed over the socket, asked for every
 * few seconds where there is none.
 */

import { DeliveryError, repliesSince } from "./api.js";
import { icon } from "./dom.js";
import { t } from "./texts.js";

const PAUSE_MS = 3000;
const HOLD_MS = 300;

export class OfficerWatch {
  /**
   * `received(turns)` is called with turns that came of themselves; `notice` says who has the conversation.
   * `pushes()` says whether a socket brings what is new just now.
   */
  constructor(conversation, delivery, notice, received, pushes = () => false) {
    this.conversation = conversation;
    this.delivery = delivery;
    this.notice = notice;
    this.received = received;
    this.pushes = pushes;
    this.held = [];
    this.timer = null;
    document.addEventListener("visibilitychange", () => this.follow());
  }

  /** Starts or stops asking, as the conversation, the socket and the page's visibility want it. */
  follow() {
    this.release();
    this.show();
    clearTimeout(this.timer);
    const wanted = this.conversation.handedOver && document.visibilityState === "visible" && !this.pushes();
    if (this.held.length) this.timer = setTimeout(() => this.follow(), HOLD_MS);
    else this.timer = wanted ? setTimeout(() => this.look(), PAUSE_MS) : null;
  }

  /** Takes a reply that was pushed. One to a turn under way may be among them; it is left to its own turn. */
  push(reply) {
    this.held.push(reply);
    this.follow();
  }

  /** The server has no such conversation any more. */
  gone(id) {
    if (this.conversation.id === id) this.conversation.endHandOver();
    this.follow();
  }

  release() {
    if (this.delivery.idle && this.held.length) this.received(this.conversation.receive(this.held.splice(0)));
  }

  async look() {
    const { id, seen } = this.conversation;
    const replies = this.delivery.idle ? await news(id, seen) : [];
    // A reply that is under way stands among the news already; it is left to its own turn.
    if (this.delivery.idle && this.conversation.id === id && this.conversation.seen === seen) {
      if (replies === null) this.conversation.endHandOver();
      else this.received(this.conversation.receive(replies));
    }
    this.follow();
  }

  show() {
    const { handedOver } = this.conversation;
    if (this.notice.dataset.state === handedOver) return;
    this.notice.dataset.state = handedOver;
    this.notice.replaceChildren(...(handedOver ? [icon("person"), t(`officer.${handedOver}`)] : []));
  }
}

/** Returns what is new, nothing where the server cannot be reached now, null where the conversation is gone. */
async function news(conversation, seen) {
  try {
    return await repliesSince(conversation, seen);
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return error.kind === "forbidden" ? null : [];
  }
}
