// Elements are made here and nowhere else. Text goes in as text nodes: what an article says can never become markup.

import { longDate } from "./publication.js";

/** An element with properties set, and children that are nodes or strings; null children are left out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && !name.includes("-")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A button that does something; never a submit button. */
export function button(label, properties, action) {
  return element("button", { type: "button", onclick: action, ...properties }, label);
}

/** « Source · 10 juillet 2020 · Auteur », of what is known. */
export function articleMeta({ source, published, author }) {
  return [source, longDate(published), author].filter(Boolean).join(" · ");
}

/** The address, if it is one of the web; null for anything else, such as javascript: */
export function webAddress(address) {
  return /^https?:\/\//i.test(address ?? "") ? address : null;
}

/** Tells people who do not see the page what has changed. */
export function announce(message) {
  document.getElementById("status").textContent = message;
}
