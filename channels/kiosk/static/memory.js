/** Where a kiosk's conversation is kept: in this page's memory alone, gone with the page. */

const kept = new Map();

export function read(key) {
  return JSON.parse(kept.get(key) ?? "null");
}

export function write(key, value) {
  kept.set(key, JSON.stringify(value));
  return true;
}

export function remove(key) {
  kept.delete(key);
}
