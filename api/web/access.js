// The access key, where the service wants one: asked once, kept by this tab alone, sent to this service alone.

import { t } from "./language.js";
import { keep, kept } from "./tab.js";

const dialog = document.getElementById("access");
const form = document.getElementById("access-form");
const field = document.getElementById("access-key");
const why = document.getElementById("access-why");

let held = kept("key");
let asking = null; // several calls that need a key wait for the same answer

/** The key, or null. */
export function accessKey() {
  return held;
}

/** Asks for a key; resolves to whether there is one to try. `refused`: one was tried, in vain. */
export function askForKey({ refused }) {
  asking ??= openDialog(refused).finally(() => {
    asking = null;
  });
  return asking;
}

function openDialog(refused) {
  why.textContent = t(refused ? "key-refused" : "key-why");
  field.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "given"), { once: true });
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const key = field.value.trim();
  if (!key) return;
  held = key;
  keep("key", key);
  dialog.close("given");
});

document.getElementById("access-cancel").addEventListener("click", () => dialog.close(""));
