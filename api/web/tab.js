// What this tab alone keeps: over a reload, until it is closed; never in other tabs, never after.

/** What was kept under a name; null where nothing was, or where storage is switched off. */
export function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(`sourcier.${name}`));
  } catch {
    return null;
  }
}

/** Keeps a value; « null » forgets it. Where there is no room for it, nothing is kept. */
export function keep(name, value) {
  try {
    sessionStorage.removeItem(`sourcier.${name}`);
    if (value !== null) sessionStorage.setItem(`sourcier.${name}`, JSON.stringify(value));
  } catch {
    // storage is full or switched off: the value holds until the page is left
  }
}
