/** Starts the page and connects its parts. */

import { eraseConversation } from "./api.js";
import { Composer } from "./composer.js";
import { watchConnection } from "./connection.js";
import { Conversation, STORAGE_KEY } from "./conversation.js";
import { Delivery } from "./delivery.js";
import { offerErasure } from "./erasure.js";
import { OfficerWatch } from "./officer.js";
import { Log } from "./log.js";
import { preparePrinting } from "./printing.js";
import { showTicks } from "./render/checklist.js";
import { offerTextSize, restoreTextSize } from "./text_size.js";
import { fillTexts, loadTexts, t } from "./texts.js";
import { fillWelcome } from "./welcome.js";

const byId = (id) => document.getElementById(id);

restoreTextSize();
loadTexts().then(start, (error) => {
  byId("boot-failure").hidden = false;
  throw error;
});

function start() {
  fillTexts(document);
  const conversation = new Conversation();
  const delivery = new Delivery(conversation, (turn) => {
    log.update(turn);
    officer.follow();
  });
  const composer = new Composer(byId("composer"), (text) => send({ text }));
  const log = new Log(byId("log"), conversation, {
    choose(turn, index, option) {
      conversation.choose(turn, index, option.id);
      log.focus(send({ choice: option.id, label: option.label }));
    },
    retry(turn) {
      delivery.retry(turn);
      log.focus(turn);
    },
    judge(turn, feedback) {
      conversation.judge(turn, feedback);
    },
    edit(turn) {
      conversation.withdraw(turn);
      log.remove(turn);
      composer.restore(turn.sent.text);
      showState();
    },
    tick(ticksKey, itemId, on) {
      conversation.tick(ticksKey, itemId, on);
      showTicks(ticksKey, conversation.ticked(ticksKey));
    },
  });

  const officer = new OfficerWatch(conversation, delivery, byId("handed-over"), (turns) => {
    for (const turn of turns) log.add(turn);
    if (turns.length) log.show(turns[0]);
  });

  function send(sent) {
    const turn = delivery.send(sent);
    log.add(turn);
    showState();
    log.show(turn);
    return turn;
  }

  function showState() {
    const empty = conversation.turns.length === 0;
    byId("welcome").hidden = !empty;
    byId("erase").hidden = empty;
  }

  function redraw() {
    log.draw();
    showState();
    officer.follow();
  }

  function erase() {
    eraseConversation(conversation.id);
    conversation.erase();
    composer.clear();
    redraw();
    byId("welcome-title").focus();
    byId("main").scrollTo(0, 0);
    announce(t("erase.done"));
  }

  fillWelcome(byId("welcome"), (text) => log.focus(send({ text })));
  offerTextSize(byId("text-size"), announce);
  offerErasure(byId("erase"), byId("erase-dialog"), erase);
  watchConnection(byId("offline"));
  preparePrinting(byId("print-sheet"));
  followOtherTabs(conversation, delivery, redraw);
  redraw();
  if (conversation.turns.length) log.show(conversation.turns.at(-1));
}

/** What another tab said or erased holds here too. */
function followOtherTabs(conversation, delivery, redraw) {
  addEventListener("storage", (event) => {
    const ours = event.key === STORAGE_KEY || event.key === null;
    if (ours && delivery.idle) {
      conversation.load();
      redraw();
    }
  });
}

function announce(text) {
  byId("announcement").textContent = text;
}
