// A button that copies words, and says whether it has.

import { announce, button, element } from "./dom.js";
import { t } from "./language.js";

const SAID_FOR = 1800; // milliseconds

export function copyButton(label, text) {
  const made = button(label, { className: "quiet" }, async () => {
    made.textContent = (await copy(text, made)) ? t("copied") : t("not-copied");
    announce(made.textContent);
    setTimeout(() => {
      made.textContent = label;
    }, SAID_FOR);
  });
  return made;
}

/** The clipboard needs a secure page; where there is none, a selected field and the old command do. */
async function copy(text, beside) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element("textarea", { className: "hidden", value: text });
    beside.after(field); // inside the open dialog, or it could not be selected
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    beside.focus();
    return copied;
  }
}
