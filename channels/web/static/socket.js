/**
 * The WebSocket to the server, opened again when it breaks. What was asked and not answered fails as a
 * DeliveryError, so that it can be sent in another way under the same id.
 */

import { DeliveryError, identity, kindOf } from "./api.js";
import { pauseAfter } from "./backoff.js";

const ADDRESS = "/api/v1/chat/ws";
const BEAT_MS = 25_000;
const PATIENCE_MS = 15_000;

export class ChatSocket {
  /**
   * `where()` says what to follow, `{follow, since, handedOver}` or null for nothing; `heard` has following(frame),
   * pushed(reply) and gone(conversation), called with what comes of itself.
   */
  constructor(where, heard) {
    this.where = where;
    this.heard = heard;
    this.asked = [];
    this.closed();
    addEventListener("online", () => this.refresh());
    addEventListener("offline", () => this.drop());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.refresh());
  }

  /** Brings the socket in step with what is to be followed now. */
  refresh() {
    const wanted = this.where();
    if (!wanted) this.drop();
    else if (!this.socket) this.open();
    else if (this.ready && nameOf(wanted) !== this.told) this.introduce();
  }

  /** Sends a frame and returns its answer. Throws DeliveryError; a socket that is silent for too long is closed. */
  ask(frame) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.drop(), PATIENCE_MS);
      this.asked.push({ resolve, reject, timer });
      this.socket.send(JSON.stringify(frame));
    });
  }

  open() {
    clearTimeout(this.again);
    if (!navigator.onLine) return;
    const socket = new WebSocket(new URL(ADDRESS, location.href.replace(/^http/, "ws")));
    this.socket = socket;
    this.beats = setInterval(() => this.ready && this.ask({ beat: 1 }).catch(() => null), BEAT_MS);
    socket.addEventListener("open", () => this.socket === socket && this.introduce());
    socket.addEventListener("message", ({ data }) => this.socket === socket && this.hear(JSON.parse(data)));
    socket.addEventListener("close", () => this.socket === socket && this.broken());
  }

  /** Says what is followed, and from which turn on. */
  async introduce() {
    const { follow, since, ...wanted } = this.where() ?? {};
    if (!follow) return this.drop();
    const frame = await this.ask({ follow, since, ...identity() }).catch(() => null);
    if (!frame) return this.drop();
    this.told = nameOf({ follow, ...wanted });
    this.ready = true;
    this.failed = 0;
    this.heard.following(frame);
  }

  hear(frame) {
    if (frame.pushed) this.heard.pushed(frame.pushed);
    else if (frame.gone) this.heard.gone(frame.gone);
    else if (this.asked.length) settle(this.asked.shift(), frame);
  }

  drop() {
    const { socket } = this;
    if (!socket) return;
    this.broken();
    socket.close();
  }

  broken() {
    this.closed();
    this.failed += 1;
    this.again = setTimeout(() => this.refresh(), pauseAfter(this.failed));
  }

  closed() {
    clearInterval(this.beats);
    this.socket = null;
    this.ready = false;
    this.told = "";
    this.failed ??= 0;
    for (const { reject, timer } of this.asked.splice(0)) {
      clearTimeout(timer);
      reject(new DeliveryError("network"));
    }
  }
}

function nameOf({ follow, handedOver }) {
  return `${follow} ${handedOver}`;
}

function settle({ resolve, reject, timer }, frame) {
  clearTimeout(timer);
  if (frame.error) reject(new DeliveryError(kindOf(frame.status), frame.message));
  else resolve(frame);
}
