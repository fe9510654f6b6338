/** How long to wait before the next attempt: longer each time, and never the same for all devices at once. */

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/** Returns the pause in ms before attempt number `failed` + 1: between half and all of a doubled second. */
export function pauseAfter(failed) {
  const full = Math.min(FIRST_MS * 2 ** Math.max(failed - 1, 0), LONGEST_MS);
  return full / 2 + (Math.random() * full) / 2;
}
