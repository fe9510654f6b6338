/**
 * The conversation on this device: its id, its turns and the papers ticked off.
 *
 * A turn: `{id, conversation, sent: {text} | {choice, label}, state, failure, messages, chosen, turnId, feedback}`;
 * `id` is the client_message_id, `turnId` the server's, `state` is "waiting", "answered" or "failed", `chosen`
 * maps the index of a choices message to the id chosen. A turn that came of itself has no `sent`; one that an
 * officer heard is `heard`. Nothing is stored before the first question.
 *
 * `handedOver` is "", "waiting" or "taken"; `seen` is the turn from which on the server is asked for more.
 */

import { newId } from "./identifiers.js";
import { masked } from "./privacy.js";
import { read, remove, write } from "./storage.js";

export const STORAGE_KEY = "motcua.web.conversation";
const KEPT_TURNS = 100;

export class Conversation {
  constructor() {
    this.load();
  }

  /** Takes what the device holds; a turn that was waiting when the page went away has failed. */
  load() {
    const stored = read(STORAGE_KEY);
    this.id = stored?.id ?? newId();
    this.turns = stored?.turns ?? [];
    this.ticks = stored?.ticks ?? {};
    this.handedOver = stored?.handedOver ?? "";
    this.seen = stored?.seen ?? "";
    for (const turn of this.turns) {
      if (turn.state === "waiting") fail(turn, { kind: "interrupted" });
    }
  }

  /** Stores everything; drops the oldest turns where the device has no room. */
  save() {
    let turns = this.turns.slice(-KEPT_TURNS);
    const { id, ticks, handedOver, seen } = this;
    while (!write(STORAGE_KEY, { id, turns, ticks, handedOver, seen }) && turns.length > 1) {
      turns = turns.slice(Math.ceil(turns.length / 2));
    }
  }

  /** Adds a turn for what the citizen just sent. */
  begin(sent) {
    const turn = { id: newId(), conversation: this.id, sent, state: "waiting", messages: [], chosen: {} };
    this.turns.push(turn);
    this.save();
    return turn;
  }

  /** Puts a failed turn back to waiting; its id stays, so that the server knows it again. */
  again(turn) {
    turn.state = "waiting";
    turn.failure = null;
    this.save();
  }

  answer(turn, reply) {
    if (reply.handed_over && !this.handedOver) this.seen = this.lastTurnId() ?? reply.turn_id;
    this.handedOver = reply.handed_over ?? "";
    turn.state = "answered";
    turn.messages = reply.messages;
    turn.turnId = reply.turn_id;
    turn.heard = this.handedOver === "taken" && reply.messages.length === 0;
    if (turn.sent.text) turn.sent = { text: masked(turn.sent.text) };
    this.save();
  }

  /** Adds what came of itself after `seen`; returns the new turns. */
  receive(replies) {
    const known = new Set(this.turns.map((turn) => turn.turnId));
    const added = replies.filter((reply) => !known.has(reply.turn_id)).map((reply) => this.pushed(reply));
    this.turns.push(...added);
    this.seen = replies.at(-1)?.turn_id ?? this.seen;
    this.handedOver = replies.at(-1)?.handed_over ?? this.handedOver;
    if (replies.length) this.save();
    return added;
  }

  pushed({ turn_id: turnId, messages }) {
    return { id: newId(), conversation: this.id, sent: null, state: "answered", messages, chosen: {}, turnId };
  }

  lastTurnId() {
    return this.turns.findLast((turn) => turn.conversation === this.id && turn.turnId)?.turnId;
  }

  /** Notes what the citizen thinks of a turn's reply. */
  judge(turn, feedback) {
    turn.feedback = feedback;
    this.save();
  }

  /** Nobody else has the conversation any more. */
  endHandOver() {
    this.handedOver = "";
    this.save();
  }

  fail(turn, failure) {
    fail(turn, failure);
    this.save();
  }

  /** Takes back a failed turn. */
  withdraw(turn) {
    this.turns = this.turns.filter((other) => other !== turn);
    this.save();
  }

  choose(turn, index, choiceId) {
    turn.chosen[index] = choiceId;
    this.save();
  }

  /** Goes on under a new id. Unanswered turns move along; a choice is only valid where it was offered. */
  renew() {
    this.id = newId();
    this.handedOver = "";
    for (const turn of this.turns.filter((other) => other.state !== "answered")) {
      turn.conversation = this.id;
      turn.sent = { text: turn.sent.label ?? turn.sent.text };
    }
    this.save();
  }

  /** Forgets everything, on the device too. */
  erase() {
    remove(STORAGE_KEY);
    this.load();
  }

  /** Returns the ids of the papers ticked off for a procedure in one conversation. */
  ticked(ticksKey) {
    return new Set(this.ticks[ticksKey] ?? []);
  }

  tick(ticksKey, itemId, on) {
    const ticked = this.ticked(ticksKey);
    if (on) ticked.add(itemId);
    else ticked.delete(itemId);
    this.ticks[ticksKey] = [...ticked];
    this.save();
  }
}

function fail(turn, failure) {
  turn.state = "failed";
  turn.failure = failure;
}
