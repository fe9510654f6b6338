/** What becomes of a scan: a turn of the talk, a list found by its number, or a word that it could not be read. */

import { t } from "/static/web/texts.js";
import { Scanner } from "./scanner.js";
import { parseScan } from "./scans.js";

/** Listens for scans. `talk` hears them; `told`: came() before one is used, announce(text) for what went wrong. */
export function listenToScanner(talk, told) {
  const uses = {
    identity: (value) => talk.send({ text: value, label: t("kiosk.scan.identity") }),
    dossier: (value) => talk.send({ text: value, label: t("kiosk.scan.dossier", { code: `…${value.slice(-4)}` }) }),
    receipt: (value) => findList(value, talk, told),
    unknown: () => told.announce(t("kiosk.scan.unknown")),
  };
  return new Scanner((scanned) => {
    const { kind, value } = parseScan(scanned);
    if (kind !== "unknown") told.came();
    uses[kind](value);
  });
}

async function findList(number, talk, told) {
  const response = await fetch(`/api/v1/receipts/${number}`, { credentials: "omit" }).catch(() => null);
  if (!response?.ok) {
    told.announce(t("kiosk.scan.unknownReceipt"));
    return;
  }
  const { checklist } = await response.json();
  talk.receive([checklist]);
}
