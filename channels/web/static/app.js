/** Starts the page and connects its parts. */

import { announcementOf } from "./announcing.js";
import { eraseConversation } from "./api.js";
import { restoreAppearance } from "./appearance.js";
import { Composer } from "./composer.js";
import { watchConnection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { Delivery } from "./delivery.js";
import { Dictation } from "./dictation.js";
import { offerDisplay } from "./display.js";
import { embedded, forgetSecret, offerClosing, proposedQuestion, speakEmbedded } from "./embedding.js";
import { offerErasure } from "./erasure.js";
import { language, textsFile } from "./language.js";
import { Log } from "./log.js";
import { OfficerWatch } from "./officer.js";
import { preparePrinting } from "./printing.js";
import { stopReading, watchVoices, wordsOf } from "./reading.js";
import { showTicks } from "./render/checklist.js";
import { sendingOver } from "./sending.js";
import { closeShared, showShared } from "./shared.js";
import { sharingBy } from "./sharing.js";
import { ChatSocket } from "./socket.js";
import * as device from "./storage.js";
import { followTabs, thisTab } from "./tabs.js";
import { offerTextSize, restoreTextSize } from "./text_size.js";
import { fillTexts, loadTexts, t } from "./texts.js";
import { fillWelcome } from "./welcome.js";

const byId = (id) => document.getElementById(id);

restoreTextSize();
restoreAppearance();
loadTexts([textsFile()]).then(start, (error) => {
  byId("boot-failure").hidden = false;
  throw error;
});

function start() {
  document.documentElement.lang = language();
  document.title = t("page.title");
  fillTexts(document);
  if (embedded) speakEmbedded();

  const conversation = new Conversation(device, thisTab());
  const socket = new ChatSocket(() => followed(conversation), {
    following(frame) {
      conversation.stand(frame.handed_over);
      officer.follow();
    },
    pushed: (reply) => officer.push(reply),
    gone: (id) => officer.gone(id),
  });
  const delivery = new Delivery(conversation, changed, sendingOver(socket));
  const composer = new Composer(byId("composer"), (text) => send({ text }));
  const share = sharingBy(byId("share-dialog"));
  const log = new Log(byId("log"), conversation, {
    choose(turn, index, option) {
      conversation.choose(turn, index, option.id);
      log.focus(send({ choice: option.id, label: option.label }));
    },
    retry(turn) {
      delivery.retry(turn);
      log.focus(turn);
    },
    judge: (turn, feedback) => conversation.judge(turn, feedback),
    edit(turn) {
      conversation.withdraw(turn);
      log.remove(turn);
      composer.restore(turn.sent.text);
      showState();
    },
    tick,
    share,
    read: wordsOf,
  });
  const officer = new OfficerWatch(conversation, delivery, byId("handed-over"), came, () => socket.ready);

  function send(sent) {
    stopReading();
    const turn = delivery.send(sent);
    log.add(turn);
    showState();
    log.show(turn);
    return turn;
  }

  function changed(turn) {
    log.update(turn);
    announce(announcementOf(turn));
    socket.refresh();
    officer.follow();
  }

  /** Turns that came of themselves. */
  function came(turns) {
    for (const turn of turns) log.add(turn);
    if (turns.length === 0) return;
    log.show(turns[0]);
    announce(turns.map(announcementOf).join(" "));
  }

  function tick(ticksKey, itemId, on) {
    conversation.tick(ticksKey, itemId, on);
    showTicks(ticksKey, conversation.ticked(ticksKey));
  }

  function showState() {
    const empty = conversation.turns.length === 0;
    byId("welcome").hidden = !empty;
    byId("erase").hidden = empty;
    if (!empty) closeShared(byId("shared"));
  }

  function redraw() {
    log.draw();
    showState();
    socket.refresh();
    officer.follow();
  }

  function erase() {
    stopReading();
    eraseConversation(conversation.id);
    conversation.erase();
    forgetSecret();
    composer.clear();
    redraw();
    byId("welcome-title").focus();
    byId("main").scrollTo(0, 0);
    announce(t("erase.done"));
  }

  const ask = (text) => log.focus(send({ text }));
  fillWelcome(byId("welcome"), ask);
  offerTextSize(byId("text-size"), announce);
  offerDisplay(byId("display"), byId("display-dialog"));
  offerErasure(byId("erase"), byId("erase-dialog"), erase);
  new Dictation(byId("dictate"), byId("dictation-dialog"), byId("dictation"), (text) => composer.write(text));
  watchConnection(byId("offline"));
  watchVoices();
  preparePrinting(byId("print-sheet"));
  followTabs(conversation, (turns) => {
    redraw();
    const said = turns.filter(({ sent }) => !sent);
    if (said.length) announce(said.map(announcementOf).join(" "));
  });
  redraw();
  delivery.resume();
  if (embedded) offerClosing();
  if (conversation.turns.length) log.show(conversation.turns.at(-1));
  else composer.propose(proposedQuestion());
  showShared(byId("shared"), { conversation: "shared", open: true, ticked: (key) => conversation.ticked(key), tick, share }, ask);
}

/** Says what the socket is to follow: a conversation that the server knows. */
function followed(conversation) {
  const { id, handedOver } = conversation;
  const since = (handedOver && conversation.seen) || conversation.lastTurnId();
  return since ? { follow: id, since, handedOver } : null;
}

function announce(text) {
  byId("announcement").textContent = text;
}
