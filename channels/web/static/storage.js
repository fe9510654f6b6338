/** What the device remembers; in memory only where the browser refuses localStorage. */

const memory = new Map();

/** Returns the stored value, null where there is none or it cannot be read. */
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? memory.get(key) ?? "null");
  } catch {
    return null;
  }
}

/** Stores a value; returns whether the device keeps it. */
export function write(key, value) {
  const json = JSON.stringify(value);
  try {
    localStorage.setItem(key, json);
    memory.delete(key);
    return true;
  } catch {
    memory.set(key, json);
    return false;
  }
}

/** Forgets a value. */
export function remove(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    return;
  }
}
