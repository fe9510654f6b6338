/** Under a reply: was it good or not, and if not, why. */

import { DeliveryError, sendFeedback } from "./api.js";
import { el, icon } from "./dom.js";
import { lookUp, t } from "./texts.js";

/** Returns the buttons of a turn, in the state that it remembers. `judge(turn, feedback)` stores what was said. */
export function feedbackBar(turn, judge) {
  const bar = el("div", { class: "feedback", role: "group", "aria-label": t("feedback.label"), "data-testid": "feedback" });
  const give = async (feedback) => {
    const failed = !(await kept(turn, feedback));
    if (!failed) judge(turn, feedback);
    const focused = bar.contains(document.activeElement);
    draw(bar, turn, give, failed);
    if (focused) bar.querySelector(`[data-verdict="${feedback.verdict}"]`).focus({ preventScroll: true });
  };
  draw(bar, turn, give);
  return bar;
}

async function kept(turn, feedback) {
  try {
    await sendFeedback(turn.conversation, { turn_id: turn.turnId, ...feedback });
    return true;
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return false;
  }
}

function draw(bar, turn, give, failed = false) {
  const given = turn.feedback;
  const asks = given?.verdict === "down" && !given.reason;
  bar.replaceChildren(
    thumb("up", given, give),
    thumb("down", given, give),
    el("span", { class: "feedback__said", role: "status" }, said(given, failed)),
    ...(asks ? [reasons(give)] : []),
  );
}

function said(given, failed) {
  if (failed) return t("feedback.failed");
  if (!given) return "";
  return t(given.verdict === "down" && !given.reason ? "feedback.why" : "feedback.thanks");
}

function thumb(verdict, given, give) {
  const pressed = given?.verdict === verdict;
  const attributes = { type: "button", class: "feedback__thumb", "aria-label": t(`feedback.${verdict}`), title: t(`feedback.${verdict}`) };
  return el(
    "button",
    { ...attributes, "aria-pressed": String(pressed), "data-verdict": verdict, "data-testid": `feedback-${verdict}`, on: { click: () => give({ verdict }) } },
    icon(`thumb-${verdict}`),
  );
}

function reasons(give) {
  const choices = Object.entries(lookUp("feedback.reasons")).map(([reason, text]) =>
    el(
      "button",
      { type: "button", class: "feedback__reason", "data-testid": "feedback-reason", on: { click: () => give({ verdict: "down", reason }) } },
      text,
    ),
  );
  return el("div", { class: "feedback__reasons", role: "group", "aria-label": t("feedback.why") }, choices);
}
