// The other articles that say what a quote says: named when somebody wants to know, each a click away.

import { element, redraw } from "./dom.js";
import { t } from "./language.js";
import { articleMeta } from "./publication.js";
import { row } from "./rows.js";
import { fetchArticle, ServiceError } from "./service.js";

const NAMED = 20;

/** How many there are; opened, which. `open(articleId)` opens one. */
export function drawCopies(articleIds, open) {
  const list = element("ul", { className: "passages" });
  const summary = element("summary", {}, t("copies", articleIds.length));
  const name = () => nameThem(list, articleIds.slice(0, NAMED), open);
  const details = element("details", { className: "copies", ontoggle: () => details.open && name() }, summary, list);
  return details;
}

async function nameThem(list, articleIds, open) {
  if (list.childElementCount) return;
  const named = await Promise.all(articleIds.map((id) => fetchArticle(id).catch(failed)));
  redraw(list, named.map((found) => element("li", {}, copy(found, open))));
}

function copy(found, open) {
  if (found instanceof ServiceError) return found.words;
  const { id, title, language } = found;
  return row({ title, language, meta: articleMeta(found) }, () => open(id));
}

function failed(error) {
  if (error instanceof ServiceError) return error;
  throw error;
}
