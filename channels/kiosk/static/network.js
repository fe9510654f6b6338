/** Beats: tells the server that this page lives, and knows by that whether there is a network. */

const BEAT_MS = 15_000;
const RETRY_SECONDS = 10;
const PATIENCE_MS = 8000;

export class Network {
  /** `beat()` returns what is told; `told`: online(answer), offline(secondsToRetry). */
  constructor(beat, told) {
    Object.assign(this, { beat, told, there: true, seconds: 0 });
    addEventListener("offline", () => this.now());
    addEventListener("online", () => this.now());
    this.now();
  }

  /** Beats now. */
  async now() {
    clearTimeout(this.timer);
    const answer = await this.asked();
    this.there = answer !== null;
    if (this.there) {
      this.told.online(answer);
      this.timer = setTimeout(() => this.now(), BEAT_MS);
    } else this.count(RETRY_SECONDS);
  }

  count(seconds) {
    clearTimeout(this.timer);
    if (seconds <= 0) {
      this.now();
      return;
    }
    this.seconds = seconds;
    this.told.offline(seconds);
    this.timer = setTimeout(() => this.count(seconds - 1), 1000);
  }

  async asked() {
    try {
      const request = { method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" }, body: JSON.stringify(this.beat()) };
      const response = await fetch("/api/v1/kiosk/heartbeat", { ...request, signal: AbortSignal.timeout(PATIENCE_MS) });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }
}
