/** How this kiosk is set up: by the server, and by its own address (?device, ?printer, ?desk, ?tone). */

const LONGEST_DESK = 120;
const PRINTERS = ["none", "80mm", "a4"];
const DEVICE = /^[A-Za-z0-9_-]{1,40}$/;

/**
 * Loads the set-up and what can be tapped: `{version, printer, desk, idleMs, warningSeconds, speechChars, device, tone,
 * topics, lifeEvents}`. Rejects where neither the server nor the service worker has them.
 */
export async function loadSetup() {
  const [told, topics, lifeEvents] = await Promise.all(["kiosk/setup", "topics", "life-events"].map(json));
  const asked = new URLSearchParams(location.search);
  return {
    version: told.version,
    printer: PRINTERS.find((name) => name === asked.get("printer")) ?? told.printer,
    desk: (asked.get("desk") ?? told.desk).slice(0, LONGEST_DESK),
    idleMs: told.idle_seconds * 1000,
    warningSeconds: told.warning_seconds,
    speechChars: told.speech_chars,
    device: DEVICE.test(asked.get("device") ?? "") ? asked.get("device") : "kiosk",
    tone: asked.get("tone") === "new" ? "new" : "old",
    topics,
    lifeEvents,
  };
}

async function json(path) {
  const response = await fetch(`/api/v1/${path}`, { credentials: "omit" });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return response.json();
}
