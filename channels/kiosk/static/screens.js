/** One screen at a time: start, home, list, talk. */

export const SCREENS = ["start", "home", "list", "talk"];

export class Screens {
  /** `changed(name)` is called after each change. */
  constructor(changed) {
    this.changed = changed;
    this.name = "start";
  }

  /** Shows a screen from its top and moves the keyboard to its heading. */
  show(name) {
    this.name = name;
    document.body.dataset.screen = name;
    for (const one of SCREENS) document.getElementById(one).hidden = one !== name;
    document.getElementById("stage").scrollTo(0, 0);
    document.getElementById(name).querySelector("h2")?.focus({ preventScroll: true });
    this.changed(name);
  }
}
