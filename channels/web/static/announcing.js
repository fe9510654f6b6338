/**
 * What screen readers are told when a reply has come: its words, and of lists and cards what they are; they are read
 * in full by whoever goes there. Nothing is said of what the citizen sees anyway by moving to it.
 */

import { t } from "./texts.js";

const LONGEST = 400;

const TOLD = {
  text: ({ text, lines }) => [text, ...lines.slice(0, 2).map((line) => line.text)].filter(Boolean).join(". "),
  choices: ({ text, choices }) => `${text} ${t("announced.choices", { count: choices.length })}`,
  procedure: ({ name }) => t("announced.procedure", { name }),
  checklist: ({ title, needed }) => t("announced.checklist", { title, count: needed.length }),
  dossier: ({ status_text: status }) => t("announced.dossier", { status }),
  office: ({ name }) => t("announced.office", { name }),
  handoff: ({ text }) => text,
};

/** Returns the words for a turn's present state, "" where there is nothing to say. */
export function announcementOf(turn) {
  if (turn.state === "waiting") return t("log.waiting");
  if (turn.state === "kept") return t("failure.kept");
  if (turn.state === "failed") return turn.failure.text || t(`failure.${turn.failure.kind}`);
  if (turn.heard) return t("officer.heard");
  return `${t("log.assistant")}: ${turn.messages.map(told).join(" ")}`;
}

function told(message) {
  const text = Object.hasOwn(TOLD, message.type) ? TOLD[message.type](message) : t("log.unknownMessage");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
