/** Watches whether anybody is there: after a while without a touch it warns and counts down. */

const SIGNS = ["pointerdown", "keydown", "wheel", "touchmove", "input"];

export class IdleWatch {
  /** `told`: whether anybody can be there by busy(), warn(seconds) each second of the countdown, still() when touched, over(). */
  constructor(idleMs, warningSeconds, told) {
    Object.assign(this, { idleMs, warningSeconds, told, left: null });
    for (const sign of SIGNS) addEventListener(sign, () => this.active(), { capture: true, passive: true });
    this.active();
  }

  /** Somebody is there. A warning stays until its button is pressed, so that a touch does not miss what it says. */
  active() {
    if (this.left === null) this.restart();
  }

  /** Starts waiting anew, and ends a warning. */
  restart() {
    clearTimeout(this.timer);
    if (this.left !== null) this.told.still();
    this.left = null;
    this.timer = setTimeout(() => this.idle(), this.idleMs);
  }

  idle() {
    if (!this.told.busy()) this.restart();
    else this.count(this.warningSeconds);
  }

  count(seconds) {
    this.left = seconds;
    if (seconds <= 0) {
      this.told.over();
      return;
    }
    this.told.warn(seconds);
    this.timer = setTimeout(() => this.count(seconds - 1), 1000);
  }
}
