/**
 * The conversation on this device: its id, its turns and the papers ticked off.
 *
 * A turn: `{id, conversation, tab, at, sent: {text} | {choice, label}, state, failure, messages, chosen, turnId,
 * feedback}`; `id` is the client_message_id, `turnId` the server's, `state` is "waiting", "kept" (to be sent when
 * there is a network), "answered" or "failed", `chosen` maps the index of a choices message to the id chosen. A turn
 * that came of itself has no `sent`; one that an officer heard is `heard`. Nothing is stored before the first question.
 *
 * Several tabs may show it: each change starts from what the device holds, and `tab` says who sends a turn. A tab may
 * see what another wrote some milliseconds late; what that one then overwrote, its own tab writes once more.
 * `handedOver` is "", "waiting" or "taken"; `seen` is the turn from which on the server is asked for more.
 */

import { newId } from "./identifiers.js";
import { masked } from "./privacy.js";
import * as device from "./storage.js";

export const STORAGE_KEY = "motcua.web.conversation";
const KEPT_TURNS = 100;
const ABANDONED_MS = 75_000;

export class Conversation {
  /**
   * `store` keeps it, with read, write and remove; a page that many people share gives one that keeps nothing.
   * `tab` names this tab, also after it was loaded anew.
   */
  constructor(store = device, tab = newId()) {
    this.store = store;
    this.tab = tab;
    this.elsewhere = () => {};
    this.turns = [];
    this.load();
    this.adopt();
  }

  /** Takes what the device holds; turns that are known here stay the same objects. */
  load() {
    const stored = this.store.read(STORAGE_KEY);
    const known = new Map(this.turns.map((turn) => [turn.id, turn]));
    this.stored = stored !== null;
    this.revision = stored?.revision;
    this.id = stored?.id ?? newId();
    const own = stored ? this.turns.filter((turn) => this.sentHere(turn)) : [];
    this.turns = (stored?.turns ?? []).map((turn) => newer(known.get(turn.id), turn));
    this.turns.push(...own.filter((turn) => !this.turns.includes(turn)));
    this.ticks = stored?.ticks ?? {};
    this.handedOver = stored?.handedOver ?? "";
    this.seen = stored?.seen ?? "";
  }

  /** Takes what another tab wrote or erased, if it did; `elsewhere(turns)` is then told the turns that are new. */
  pull() {
    const stored = this.store.read(STORAGE_KEY);
    if (stored ? stored.revision === this.revision : !this.stored) return;
    const before = new Set(this.turns);
    this.load();
    const added = this.turns.filter((turn) => !before.has(turn));
    const states = new Map(stored?.turns.map((turn) => [turn.id, turn.state]));
    if (this.turns.some((turn) => states.get(turn.id) !== turn.state)) this.save();
    queueMicrotask(() => this.elsewhere(added));
  }

  sentHere({ tab, at }) {
    return tab === this.tab && Date.now() - at < ABANDONED_MS;
  }

  /** What was under way when this tab was loaded anew, or in a tab that is gone, is sent again by this one. */
  adopt() {
    const now = Date.now();
    const left = this.turns.filter(
      ({ state, tab, at }) => ["waiting", "kept"].includes(state) && (tab === this.tab || now - at > ABANDONED_MS),
    );
    for (const turn of left) Object.assign(turn, { state: "kept", failure: { kind: "interrupted" }, tab: this.tab });
    if (left.length) this.save();
  }

  /** Stores everything; drops the oldest turns where the device has no room. */
  save() {
    let turns = this.turns.slice(-KEPT_TURNS);
    const { id, ticks, handedOver, seen } = this;
    this.revision = newId();
    this.stored = true;
    while (!this.store.write(STORAGE_KEY, { revision: this.revision, id, turns, ticks, handedOver, seen }) && turns.length > 1) {
      turns = turns.slice(Math.ceil(turns.length / 2));
    }
  }

  /** Makes one change to what the device holds now, and stores it. */
  change(make) {
    this.pull();
    make();
    this.save();
  }

  /** Makes one change to a turn, unless it was withdrawn or erased meanwhile. */
  changeTurn(turn, make) {
    this.pull();
    if (!this.turns.includes(turn)) return;
    make();
    this.save();
  }

  /** Returns whether a turn is still part of the conversation. */
  has(turn) {
    this.pull();
    return this.turns.includes(turn);
  }

  /** Adds a turn for what the citizen just sent. */
  begin(sent) {
    this.pull();
    const turn = { ...newTurn(this), sent, state: "waiting" };
    this.turns.push(turn);
    this.save();
    return turn;
  }

  /** Puts a failed or kept turn back to waiting; its id stays, so that the server knows it again. */
  again(turn) {
    this.changeTurn(turn, () => Object.assign(turn, { state: "waiting", failure: null, at: Date.now() }));
  }

  /** Keeps a turn until there is a network. */
  keep(turn, failure) {
    this.changeTurn(turn, () => Object.assign(turn, { state: "kept", failure }));
  }

  /** Returns the turns that this tab is to send when there is a network, oldest first. */
  kept() {
    return this.turns.filter(({ state, tab }) => state === "kept" && tab === this.tab);
  }

  /** Returns whether an earlier turn is kept: a later one must not overtake it. */
  keptBefore(turn) {
    const [first] = this.kept();
    return first !== undefined && this.turns.indexOf(first) < this.turns.indexOf(turn);
  }

  answer(turn, reply) {
    this.changeTurn(turn, () => {
      if (reply.handed_over && !this.handedOver) this.seen = this.lastTurnId() ?? reply.turn_id;
      this.handedOver = reply.handed_over ?? "";
      // Another tab may have been shown it already, as something that came of itself.
      this.turns = this.turns.filter((other) => other === turn || other.turnId !== reply.turn_id);
      Object.assign(turn, { state: "answered", failure: null, messages: reply.messages, turnId: reply.turn_id });
      turn.heard = this.handedOver === "taken" && reply.messages.length === 0;
      if (turn.sent.text) turn.sent = { text: masked(turn.sent.text) };
    });
  }

  /** Adds what came of itself after `seen`; returns the new turns. */
  receive(replies) {
    if (replies.length === 0) return [];
    const added = [];
    this.change(() => {
      const known = new Set(this.turns.map((turn) => turn.turnId));
      added.push(...replies.filter((reply) => !known.has(reply.turn_id)).map((reply) => this.pushed(reply)));
      this.turns.push(...added);
      this.seen = replies.at(-1).turn_id;
      this.handedOver = replies.at(-1).handed_over ?? this.handedOver;
    });
    return added;
  }

  /** Its id is the server's: two tabs that are told the same at once have one turn. */
  pushed({ turn_id: turnId, messages }) {
    return { ...newTurn(this), id: turnId, sent: null, state: "answered", messages, turnId };
  }

  lastTurnId() {
    return this.turns.findLast((turn) => turn.conversation === this.id && turn.turnId)?.turnId;
  }

  /** Notes what the citizen thinks of a turn's reply. */
  judge(turn, feedback) {
    this.changeTurn(turn, () => (turn.feedback = feedback));
  }

  /** Notes who has the conversation: "", waiting or taken. */
  stand(handedOver) {
    if (handedOver !== this.handedOver) this.change(() => (this.handedOver = handedOver));
  }

  /** Nobody else has the conversation any more. */
  endHandOver() {
    this.stand("");
  }

  fail(turn, failure) {
    this.changeTurn(turn, () => Object.assign(turn, { state: "failed", failure }));
  }

  /** Takes back a failed turn. */
  withdraw(turn) {
    this.change(() => (this.turns = this.turns.filter((other) => other !== turn)));
  }

  choose(turn, index, choiceId) {
    this.changeTurn(turn, () => (turn.chosen[index] = choiceId));
  }

  /**
   * Goes on under a new id, unless another tab did so already after `refused`. Unanswered turns move along; a choice
   * is only valid where it was offered.
   */
  renew(refused = this.id) {
    this.change(() => {
      if (this.id === refused) this.id = newId();
      this.handedOver = "";
      for (const turn of this.turns.filter((other) => other.state !== "answered")) {
        turn.conversation = this.id;
        turn.sent = { text: turn.sent.label ?? turn.sent.text };
      }
    });
  }

  /** Forgets everything, on the device too. */
  erase() {
    this.store.remove(STORAGE_KEY);
    this.load();
  }

  /** Returns the ids of the papers ticked off for a procedure in one conversation. */
  ticked(ticksKey) {
    return new Set(this.ticks[ticksKey] ?? []);
  }

  tick(ticksKey, itemId, on) {
    this.change(() => {
      const ticked = this.ticked(ticksKey);
      if (on) ticked.add(itemId);
      else ticked.delete(itemId);
      this.ticks[ticksKey] = [...ticked];
    });
  }
}

/** Takes over what is stored of a turn; an answer that was had already is not taken back. */
function newer(known, stored) {
  if (!known) return stored;
  return known.state === "answered" && stored.state !== "answered" ? known : Object.assign(known, stored);
}

function newTurn({ id, tab }) {
  return { id: newId(), conversation: id, tab, at: Date.now(), messages: [], chosen: {} };
}
