/** Draws replies with the citizens' page's own modules and styles; without script the console's own drawing stays. */

import { renderMessage } from "/static/web/render/message.js";
import { loadTexts } from "/static/web/texts.js";

const STYLES = ["style.css", "styles/chat.css", "styles/cards.css", "styles/checklist.css"];

/** Returns the button below the page that taps a choice for who may, null where it is not offered any more. */
function tapOf(choice) {
  return document.querySelector(`.offered [name="choice"][value="${CSS.escape(choice)}"]`);
}

function contextOf(message) {
  return {
    conversation: "trial",
    open: (message.choices ?? []).some((option) => tapOf(option.id)),
    chosen: null,
    choose: (option) => tapOf(option.id)?.click(),
    ticked: () => new Set(),
    tick: () => {},
  };
}

function styleSheets() {
  return STYLES.map((name) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `/static/web/${name}`;
    return link;
  });
}

/** Puts the drawing into a shadow: neither page's styles reach into the other's. */
function draw(face) {
  const drawn = document.createElement("div");
  drawn.className = "reply";
  drawn.append(...JSON.parse(face.dataset.messages).map((message) => renderMessage(message, contextOf(message))));
  face.attachShadow({ mode: "open" }).append(...styleSheets(), drawn);
}

const faces = document.querySelectorAll("[data-messages]");
if (faces.length) {
  await loadTexts();
  for (const face of faces) draw(face);
}
