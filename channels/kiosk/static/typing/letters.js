/**
 * Letters of a Vietnamese word, taken apart: `{base, mark, upper}` each, and one tone for the whole word.
 *
 * Marks: "^" as in â ê ô, "(" as in ă, "+" as in ơ ư, "-" as in đ. Tones: the combining signs of Unicode.
 */

const SIGNS = { "^": "\u0302", "(": "\u0306", "+": "\u031b" };
const MARKS = Object.fromEntries(Object.entries(SIGNS).map(([mark, sign]) => [sign, mark]));
export const TONES = { acute: "\u0301", grave: "\u0300", hook: "\u0309", tilde: "\u0303", dot: "\u0323" };
const TONE_SIGNS = new Set(Object.values(TONES));

/** Returns the letter that a key writes. */
export function letter(key, mark = "") {
  return { base: key.toLowerCase(), mark, upper: key !== key.toLowerCase() };
}

/** Takes a word apart: its letters and its tone ("" for none). A second tone stays part of its letter. */
export function apart(word) {
  let tone = "";
  const letters = [...word.normalize("NFC")].map((char) => {
    const found = charApart(char);
    if (found.tone && tone) return letter(char);
    tone ||= found.tone;
    return found.letter;
  });
  return { letters, tone };
}

function charApart(char) {
  if (char.toLowerCase() === "đ") return { letter: { base: "d", mark: "-", upper: char === "Đ" }, tone: "" };
  const [base, ...signs] = char.normalize("NFD");
  const tone = signs.find((sign) => TONE_SIGNS.has(sign)) ?? "";
  const mark = MARKS[signs.find((sign) => sign in MARKS)] ?? "";
  return { letter: letter(base, mark), tone };
}

/** Writes one letter with a tone ("" for none). */
export function written({ base, mark, upper }, tone = "") {
  const char = mark === "-" ? "đ" : (base + (SIGNS[mark] ?? "") + tone).normalize("NFC");
  return upper ? char.toUpperCase() : char;
}
