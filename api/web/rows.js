// A row of a list of articles or passages: a title, what is known of it, a few of its words; pressed, it opens.

import { element } from "./dom.js";

/** `meta` and `words` may be null. */
export function row({ title, language, meta, words = null }, open) {
  return element(
    "button",
    { type: "button", className: "row", onclick: open },
    element("span", { className: "row-title", lang: language }, title),
    meta ? element("span", { className: "meta" }, meta) : null,
    words && element("span", { className: "row-text", lang: language }, words),
  );
}
