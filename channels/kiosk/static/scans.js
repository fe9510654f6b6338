/**
 * Reads what a scanner typed. Of an identity card's QR code ("number|old number|name|birth|sex|address|issued") only
 * the number leaves this module; everything else is dropped here.
 */

const IDENTITY = /^\s*(\d{12})(?=\||\s*$)/;
const DOSSIER = /(?<![0-9A-Z])(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,4}){0,4})-\d{6}-\d{4,5}(?![0-9A-Z])/i;
const RECEIPT = /^\s*([0-9A-F]{10})\s*$/i;

/** Returns `{kind, value}`; kind is identity, dossier, receipt or unknown, and an unknown scan has no value. */
export function parseScan(scanned) {
  const identity = IDENTITY.exec(scanned);
  if (identity) return { kind: "identity", value: identity[1] };
  const dossier = scanned.includes("|") ? null : DOSSIER.exec(unescaped(scanned));
  if (dossier) return { kind: "dossier", value: dossier[0].toUpperCase() };
  const receipt = RECEIPT.exec(scanned);
  if (receipt) return { kind: "receipt", value: receipt[1].toUpperCase() };
  return { kind: "unknown", value: "" };
}

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
