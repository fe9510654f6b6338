/** Proofs and personal numbers do not stay on the device once they were delivered. */

const ONLY_A_NUMBER = /^[\d\s.-]{4,}$/;
const PERSONAL_NUMBER = /\d(?:[ .]?\d){8,}/g;

/** Returns a text with dots for digits: all of them in a bare number (a proof), else identity and phone numbers. */
export function masked(text) {
  if (ONLY_A_NUMBER.test(text)) return hidden(text);
  return text.replace(PERSONAL_NUMBER, hidden);
}

function hidden(number) {
  return number.replace(/\d/g, "•");
}
