/** Starts the kiosk and connects its parts. */

import { preparePrinting } from "/static/web/printing.js";
import { fillTexts, loadTexts, t } from "/static/web/texts.js";
import { readButton, stopReading } from "./aloud.js";
import { carry } from "./carry.js";
import { IdleWatch } from "./idle.js";
import { offerLooks, usualLooks } from "./looks.js";
import { Network } from "./network.js";
import { drawOffline, hideOffline, showOffline } from "./offline.js";
import { usePrinter } from "./printers.js";
import { mend } from "./reply_tools.js";
import { leaveNothing } from "./reset.js";
import { listenToScanner } from "./scanning.js";
import { Screens } from "./screens.js";
import { loadSetup } from "./setup.js";
import { keepShell } from "./shell.js";
import { Talk } from "./talk.js";
import { fillHome, fillList, fillStart } from "./tiles.js";
import { TypingPlace } from "./typing_place.js";
import { Watchdog } from "./watchdog.js";
import { fillWays } from "./ways.js";

const RELOAD_MS = 10_000;
const TOLD_MS = 8000;
const byId = (id) => document.getElementById(id);
const textsIn = (language) => ["web", "kiosk"].map((page) => `/static/${page}/texts.${language}.json`);

Promise.all([loadSetup(), loadTexts(textsIn("vi"))]).then(([setup]) => start(setup), failed);

function failed(error) {
  byId("boot-failure").hidden = false;
  setTimeout(() => location.reload(), RELOAD_MS);
  throw error;
}

function start(setup) {
  const startedAt = new Date().toISOString();
  const screens = new Screens(moved);
  const talk = new Talk(byId("log"), { said: showTalk, changed: mended, edit: (text) => place.open(text), announce });
  const place = new TypingPlace(byId("composer"), byId("keyboard"), setup.tone, { send: (text) => talk.send({ text }), announce });
  const { idle, network } = watches();

  const restart = () => {
    document.body.dataset.leaving = "";
    announce(t("kiosk.done.erasing"));
    stopReading();
    leaveNothing(talk);
  };
  const watchdog = new Watchdog(setup.version, restart, () => screens.name === "start");

  usualLooks();
  usePrinter(setup.printer);
  preparePrinting(byId("print-sheet"));
  listenToScanner(talk, { came: showTalk, announce: tell });
  byId("done-dialog").addEventListener("close", ({ target }) => target.returnValue === "done" && restart());
  byId("warning-dialog").addEventListener("close", ({ target }) => (target.returnValue === "done" ? restart() : idle.restart()));
  draw();
  screens.show("start");
  keepShell(setup.version);

  function draw() {
    fillTexts(document);
    document.title = t("kiosk.title");
    const actions = { open: openTopic, say: (text) => talk.send({ text }), type };
    fillStart(byId("start"), () => screens.show("home"));
    fillHome(byId("home"), setup, actions);
    fillWays(byId("ways"), { home: () => screens.show("home"), officer: () => talk.send({ text: t("kiosk.home.officerSay") }), done });
    offerLooks(byId("looks"), speak, announce);
    drawOffline(byId("offline"), setup.desk, () => network.now());
    place.redraw();

    function openTopic(topic) {
      fillList(byId("list"), topic, actions);
      screens.show("list");
    }
  }

  async function speak(language) {
    await loadTexts(textsIn(language));
    document.documentElement.lang = language;
    draw();
    talk.redraw();
    screens.show(screens.name === "list" ? "home" : screens.name);
  }

  function type() {
    screens.show("talk");
    place.open();
  }

  function showTalk() {
    stopReading();
    if (screens.name !== "talk") screens.show("talk");
  }

  function mended(turn, element) {
    idle.active();
    mend(turn, element, {
      carry: (one, procedure) => carry(byId("carry-dialog"), one, procedure),
      readButton: (reply) => readButton(reply, setup.speechChars),
    });
  }

  function done() {
    if (talk.used || place.composer.input.value) byId("done-dialog").showModal();
    else restart();
  }

  function moved(name) {
    stopReading();
    if (name !== "talk") place.close();
    if (document.body.dataset.network) showOffline(network.seconds, name);
  }

  function watches() {
    const warning = byId("warning-dialog");
    return {
      idle: new IdleWatch(setup.idleMs, setup.warningSeconds, {
        busy: () => screens.name !== "start",
        warn: (seconds) => {
          byId("countdown").textContent = t("kiosk.warning.seconds", { count: seconds });
          if (!warning.open) warning.showModal();
        },
        still: () => warning.open && warning.close("stay"),
        over: () => restart(),
      }),
      network: new Network(
        () => ({ device: setup.device, version: setup.version, screen: screens.name, printer: setup.printer, reset_at: startedAt }),
        {
          online: ({ version }) => {
            hideOffline();
            watchdog.served(version);
          },
          offline: (seconds) => showOffline(seconds, screens.name),
        },
      ),
    };
  }
}

function announce(text) {
  byId("announcement").textContent = text;
}

let told;

/** Says something that everybody is to see, for as long as it takes to read. */
function tell(text) {
  clearTimeout(told);
  byId("banner").textContent = text;
  told = setTimeout(() => byId("banner").textContent === text && byId("banner").replaceChildren(), TOLD_MS);
}
