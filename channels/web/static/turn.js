/** One turn: what the citizen sent, and under it the reply, the wait for it or what went wrong. */

import { el, icon, spoken } from "./dom.js";
import { feedbackBar } from "./feedback.js";
import { readButton } from "./reading.js";
import { renderMessage } from "./render/message.js";
import { t } from "./texts.js";

/** Returns a turn's element. */
export function drawTurn(turn, conversation, actions) {
  const element = el(
    "article",
    { class: "turn", tabindex: -1, "data-testid": "turn" },
    turn.sent && said(),
    el("div", { class: "reply", "data-testid": "reply" }),
  );
  fillReply(element, turn, conversation, actions);
  return element;
}

function said() {
  return el("p", { class: "said", "data-testid": "user-message" }, spoken(t("log.you")), el("span", { class: "said__text" }));
}

/** What citizens write is Vietnamese, whatever the language of the page around it. */
function write(place, text) {
  place.lang = "vi";
  place.textContent = text;
}

/** Writes a turn's present state into its element. */
export function fillReply(element, turn, conversation, actions) {
  const reply = element.querySelector(".reply");
  if (turn.sent) write(element.querySelector(".said__text"), turn.sent.label ?? turn.sent.text);
  element.dataset.state = turn.state;
  if (turn.state === "waiting") reply.replaceChildren(waiting());
  else if (turn.state === "failed" || turn.state === "kept") reply.replaceChildren(failure(turn, actions));
  else reply.replaceChildren(...answer(turn, conversation, actions));
}

function answer(turn, conversation, actions) {
  const messages = turn.messages.map((message, index) =>
    renderMessage(message, {
      conversation: turn.conversation,
      open: turn.conversation === conversation.id,
      chosen: turn.chosen[index] ?? null,
      choose: (option) => actions.choose(turn, index, option),
      ticked: (ticksKey) => conversation.ticked(ticksKey),
      tick: actions.tick,
      share: actions.share,
    }),
  );
  if (turn.heard) return [el("p", { class: "heard", "data-testid": "heard" }, icon("check"), t("officer.heard"))];
  if (messages.length === 0) messages.push(el("p", { class: "bubble" }, t("log.empty")));
  return [spoken(`${t("log.assistant")}:`), ...messages, ...below(turn, actions)];
}

function below(turn, actions) {
  const judged = turn.sent && turn.turnId && feedbackBar(turn, actions.judge);
  const tools = [actions.read && readButton(actions.read), judged].filter(Boolean);
  return tools.length ? [el("div", { class: "reply__tools" }, tools)] : [];
}

function waiting() {
  return el(
    "div",
    { class: "waiting", "data-testid": "waiting" },
    el("span", { class: "waiting__dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
    el("span", {}, t("log.waiting")),
    el("span", { class: "waiting__longer" }, t("log.waitingLonger")),
  );
}

function failure(turn, actions) {
  const { kind, text } = turn.failure;
  const kept = turn.state === "kept";
  const words = kept ? t("failure.kept") : text || t(`failure.${kind}`);
  return el(
    "div",
    { class: "failure", "data-kind": kind, "data-testid": kept ? "kept" : "failure" },
    el("p", { class: "failure__text" }, icon(kept ? "offline" : "warning"), el("span", {}, words)),
    el(
      "div",
      { class: "failure__buttons" },
      button("retry", "button--main", t(kept ? "failure.now" : "failure.retry"), () => actions.retry(turn)),
      turn.sent.text && button("edit", "", t("failure.edit"), () => actions.edit(turn)),
    ),
  );
}

function button(name, style, text, click) {
  const attributes = { type: "button", class: `button ${style}`, "data-testid": name, on: { click } };
  return el("button", attributes, icon(name === "retry" ? "retry" : "pencil"), text);
}
