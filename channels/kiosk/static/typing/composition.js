/**
 * Composes a Vietnamese word key by key. A word: `{letters, tone, undone, bare}`; `undone` holds the keys that were
 * pressed twice to be taken literally ("aaa" -> "aa") and stay so to the word's end; `bare`: its last letter is
 * an ư that the one key w wrote. Words are never changed, each step returns a new one.
 */

import { apart, letter, written } from "./letters.js";
import { bases, isSyllable, nucleus, toneBearer, vowels } from "./syllable.js";

const LETTER = /\p{L}/u;
const EMPTY = { letters: [], tone: "", undone: "", bare: false };

/** Returns the word that a text ends with: empty after a space, a digit or a sign. */
export function wordAtEnd(text) {
  const chars = [...text];
  let start = chars.length;
  while (start > 0 && LETTER.test(chars[start - 1])) start -= 1;
  return { ...EMPTY, ...apart(chars.slice(start).join("")) };
}

/** Writes a word; `style` says where the tone of oa, oe and uy stands: "new" or "old". */
export function text(word, style = "new") {
  const bearer = toneBearer(word.letters, style);
  return word.letters.map((one, index) => written(one, index === bearer ? word.tone : "")).join("");
}

/** Takes back the last letter. */
export function erased(word) {
  const letters = word.letters.slice(0, -1);
  const [start, end] = vowels(letters);
  return { ...EMPTY, letters, tone: end > start ? word.tone : "", undone: letters.length ? word.undone : "" };
}

/** Presses one key. Returns the new word, or null where the key ends the word: the caller then writes the key itself. */
export function pressed(word, key, method) {
  const action = method[key.toLowerCase()];
  const free = action && !word.undone.includes(key.toLowerCase());
  return (free && ACTIONS[action.does](word, key, action)) || (LETTER.test(key) ? added(word, letter(key)) : null);
}

/** Types keys one after the other from nothing; "<" takes back a letter. Returns the text. */
export function typed(keys, method, style = "new") {
  let before = "";
  let word = EMPTY;
  for (const key of keys) {
    const next = key === "<" ? erased(word) : pressed(word, key, method);
    if (next === null) before += text(word, style) + key;
    word = next ?? EMPTY;
  }
  return before + text(word, style);
}

const ACTIONS = {
  tone(word, key, { tone }) {
    if (!isSyllable(word.letters) || (!tone && !word.tone)) return null;
    return tone && tone === word.tone ? undo({ ...word, tone: "" }, key) : { ...word, tone, bare: false };
  },

  mark(word, key, { table, bare }) {
    if (bare && word.bare) return undo({ ...word, letters: word.letters.slice(0, -1) }, key);
    const [start, end] = vowels(word.letters);
    if (bare && start === end && word.letters.every(({ base }) => base !== "w")) return bareVowel(word, key, bare);
    const wanted = isSyllable(word.letters) && marked(word.letters, table[bases(word.letters.slice(start, end))]);
    if (!wanted) return null;
    const changed = wanted.some((one, index) => one.mark !== word.letters[index].mark);
    return changed ? { ...word, letters: wanted } : undo({ ...word, letters: unmarked(word.letters, start, end) }, key);
  },

  stroke(word, key) {
    const [first, ...rest] = word.letters;
    if (first?.base !== "d" || (rest.length > 0 && !isSyllable(word.letters))) return null;
    const letters = [{ ...first, mark: first.mark ? "" : "-" }, ...rest];
    return first.mark ? undo({ ...word, letters }, key) : { ...word, letters };
  },
};

/** Returns letters with the marks of the vowels `wanted`, such as "uô"; nothing where there are none. */
function marked(letters, wanted) {
  if (!wanted) return null;
  const [start, end] = vowels(letters);
  const open = end === letters.length;
  // "thuở" keeps its u; a letter after it makes "ươ" of both, see `added`.
  const told = wanted === "ươ" && open && letters[start].mark === "" ? "uơ" : wanted;
  const marks = apart(told).letters.map(({ mark }) => mark);
  return letters.map((one, index) => (index >= start && index < end ? { ...one, mark: marks[index - start] } : one));
}

function unmarked(letters, start, end) {
  return letters.map((one, index) => (index >= start && index < end ? { ...one, mark: "" } : one));
}

function bareVowel(word, key, bare) {
  const [{ base, mark }] = apart(bare).letters;
  return { ...word, letters: [...word.letters, { ...letter(key), base, mark }], bare: true };
}

function undo(word, key) {
  return { ...added(word, letter(key)), undone: word.undone + key.toLowerCase() };
}

/** Adds a letter; "uơ" and "ưo" before another letter are "ươ". */
function added(word, one) {
  const letters = [...word.letters, one];
  const [start, end] = vowels(letters);
  const found = nucleus(letters);
  const both = /^(uơ|ưo)/.test(found) && (end < letters.length || found.length > 2);
  const horned = (index) => both && (index === start || index === start + 1);
  return { ...word, bare: false, letters: letters.map((each, index) => (horned(index) ? { ...each, mark: "+" } : each)) };
}
