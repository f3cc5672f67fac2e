// What a reader has chosen: kept by the browser where it keeps anything, for this visit otherwise.

/** Remembers a choice; « null » forgets it. early.js reads it on the next visit. */
export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(`sourcier.${name}`);
    else localStorage.setItem(`sourcier.${name}`, value);
  } catch {
    // storage is switched off: the choice holds until the page is closed
  }
}
