// The language of the page, French first. What articles say stays in theirs.

import { MESSAGES } from "./messages.js";

const LOCALES = { fr: "fr-FR", en: "en-GB" };

let current = "fr";

export function language() {
  return current;
}

/** The locale that dates are written for. */
export function locale() {
  return LOCALES[current];
}

export function setLanguage(code) {
  current = code;
}

/** The words of the page for a key; what a message needs to know comes after it. */
export function t(key, ...values) {
  const message = MESSAGES[current][key];
  return typeof message === "function" ? message(...values) : message;
}

/** Whether there are words for a key. */
export function hasWords(key) {
  return key in MESSAGES[current];
}

/** Writes the words of the page into a document whose elements name their keys. */
export function translate(root) {
  for (const named of root.querySelectorAll("[data-text]")) named.textContent = t(named.dataset.text);
  for (const named of root.querySelectorAll("[data-label]")) named.setAttribute("aria-label", t(named.dataset.label));
  for (const named of root.querySelectorAll("[data-placeholder]")) named.placeholder = t(named.dataset.placeholder);
}
