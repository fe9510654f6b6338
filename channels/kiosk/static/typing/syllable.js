/** The shape of a syllable: where its vowels are, whether it can be Vietnamese, and which vowel bears the tone. */

import { written } from "./letters.js";

const VOWELS = "aeiouy";
const INITIAL = /^(b|c|ch|d|g|gh|gi|h|k|kh|kr|l|m|n|ng|ngh|nh|p|ph|q|qu|r|s|t|th|tr|v|x)?$/;
const FINAL = /^(c|ch|k|m|n|ng|nh|p|t)?$/;
const LATE = new Set(["oa", "oe", "uy"]);

/** Returns [start, end) of the vowels; the u of "qu" and the i of "gi" before another vowel belong to the consonant. */
export function vowels(letters) {
  const isVowel = (index) => index < letters.length && VOWELS.includes(letters[index].base);
  let start = 0;
  while (start < letters.length && !isVowel(start)) start += 1;
  if (glides(letters, start) && isVowel(start + 1)) start += 1;
  let end = start;
  while (isVowel(end)) end += 1;
  return [start, end];
}

function glides(letters, start) {
  const pair = bases(letters.slice(Math.max(start - 1, 0), start + 1));
  return (pair === "qu" || (pair === "gi" && start === 1)) && letters[start].mark === "";
}

/** Returns letters without marks, in small letters. */
export function bases(letters) {
  return letters.map(({ base }) => base).join("");
}

/** Returns the vowels as they are marked, in small letters, such as "ươ". */
export function nucleus(letters) {
  const [start, end] = vowels(letters);
  return letters
    .slice(start, end)
    .map((one) => written({ ...one, upper: false }))
    .join("");
}

/** Returns whether letters may be a Vietnamese syllable, perhaps not yet finished. */
export function isSyllable(letters) {
  const [start, end] = vowels(letters);
  const fits = INITIAL.test(bases(letters.slice(0, start))) && FINAL.test(bases(letters.slice(end)));
  return fits && end > start && end - start <= 3;
}

/**
 * Returns the index of the vowel that bears the tone, -1 where there is none. `style`: "new" writes hoà, thuý,
 * "old" hòa, thúy.
 */
export function toneBearer(letters, style) {
  const [start, end] = vowels(letters);
  for (let index = end - 1; index >= start; index -= 1) if (letters[index].mark) return index;
  const count = end - start;
  const closed = end < letters.length;
  if (count < 2) return count - 1 + (count ? start : 0);
  if (count === 2) return closed || (style === "new" && LATE.has(bases(letters.slice(start, end)))) ? start + 1 : start;
  return closed ? end - 1 : start + 1;
}
