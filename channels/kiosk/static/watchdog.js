/** Starts a page anew that is stuck: after an error that nobody caught, after a standstill, or where its files are old. */

const TICK_MS = 5000;
const STANDSTILL_MS = 60_000;
const AFTER_ERROR_MS = 10_000;

export class Watchdog {
  /** `restart()` leaves nothing and opens the page afresh; `quiet()`: nobody would notice. */
  constructor(version, restart, quiet) {
    Object.assign(this, { version, restart, quiet, last: Date.now() });
    addEventListener("error", () => this.failed());
    addEventListener("unhandledrejection", () => this.failed());
    setInterval(() => this.tick(), TICK_MS);
  }

  /** The server's files are of this version. */
  served(version) {
    if (version !== this.version && this.quiet()) this.restart();
  }

  /** A timer that comes a minute late stood still with the whole page. */
  tick() {
    const late = Date.now() - this.last - TICK_MS;
    this.last = Date.now();
    if (late > STANDSTILL_MS) this.restart();
  }

  failed() {
    this.broken ??= setTimeout(() => this.restart(), AFTER_ERROR_MS);
  }
}
