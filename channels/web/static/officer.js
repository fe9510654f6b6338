/** While an officer is wanted for the conversation or has it, asks every few seconds for what they say. */

import { DeliveryError, repliesSince } from "./api.js";
import { icon } from "./dom.js";
import { t } from "./texts.js";

const PAUSE_MS = 3000;

export class OfficerWatch {
  /** `received(turns)` is called with turns that came of themselves; `notice` says who has the conversation. */
  constructor(conversation, delivery, notice, received) {
    this.conversation = conversation;
    this.delivery = delivery;
    this.notice = notice;
    this.received = received;
    this.timer = null;
    document.addEventListener("visibilitychange", () => this.follow());
  }

  /** Starts or stops, as the conversation and the page's visibility want it. */
  follow() {
    this.show();
    clearTimeout(this.timer);
    const wanted = this.conversation.handedOver && document.visibilityState === "visible";
    this.timer = wanted ? setTimeout(() => this.look(), PAUSE_MS) : null;
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
