// Light, dark, or as the system has it: a button goes round the three.

import { t } from "./language.js";
import { remember } from "./preferences.js";

const THEMES = ["system", "light", "dark"];
const root = document.documentElement;
const toggle = document.getElementById("theme");

/** Names the button for the theme of now, in the language of now. */
export function nameTheme() {
  const said = t(`theme-${root.dataset.theme}`);
  toggle.setAttribute("aria-label", said);
  toggle.title = said;
}

toggle.addEventListener("click", () => {
  const next = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
  root.dataset.theme = next;
  remember("theme", next === "system" ? null : next);
  nameTheme();
});
