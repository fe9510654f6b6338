/**
 * The conversation on this device: its id, its turns and the papers ticked off.
 *
 * A turn: `{id, conversation, sent: {text} | {choice, label}, state, failure, messages, chosen}`;
 * `id` is the client_message_id, `state` is "waiting", "answered" or "failed", `chosen` maps the
 * index of a choices message to the id chosen. Nothing is stored before the first question.
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
    for (const turn of this.turns) {
      if (turn.state === "waiting") fail(turn, { kind: "interrupted" });
    }
  }

  /** Stores everything; drops the oldest turns where the device has no room. */
  save() {
    let turns = this.turns.slice(-KEPT_TURNS);
    while (!write(STORAGE_KEY, { id: this.id, turns, ticks: this.ticks }) && turns.length > 1) {
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

  answer(turn, messages) {
    turn.state = "answered";
    turn.messages = messages;
    if (turn.sent.text) turn.sent = { text: masked(turn.sent.text) };
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
