/** The typing methods: what each key does besides writing itself. */

import { TONES } from "./letters.js";

const A = { a: "â", ay: "ây", au: "âu", ua: "uâ", uay: "uây" };
const E = { e: "ê", eu: "êu", ie: "iê", ieu: "iêu", ye: "yê", yeu: "yêu", ue: "uê", uye: "uyê" };
const O = { o: "ô", oi: "ôi", uo: "uô", uoi: "uôi" };
const HORN = { o: "ơ", u: "ư", ua: "ưa", ui: "ưi", uu: "ưu", oi: "ơi", uo: "ươ", uoi: "ươi", uou: "ươu" };
const BREVE = { a: "ă", oa: "oă" };

const tone = (name) => ({ does: "tone", tone: name ? TONES[name] : "" });
const mark = (table) => ({ does: "mark", table });
const STROKE = { does: "stroke" };

/** `bare`: what the key writes where there is no vowel to mark. */
export const TELEX = {
  s: tone("acute"),
  f: tone("grave"),
  r: tone("hook"),
  x: tone("tilde"),
  j: tone("dot"),
  z: tone(""),
  a: mark(A),
  e: mark(E),
  o: mark(O),
  w: { ...mark({ ...HORN, ...BREVE }), bare: "ư" },
  d: STROKE,
};

export const VNI = {
  1: tone("acute"),
  2: tone("grave"),
  3: tone("hook"),
  4: tone("tilde"),
  5: tone("dot"),
  0: tone(""),
  6: mark({ ...A, ...E, ...O }),
  7: mark(HORN),
  8: mark(BREVE),
  9: STROKE,
};

/** Every key writes itself. */
export const PLAIN = {};
