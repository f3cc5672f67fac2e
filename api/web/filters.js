// Which articles are searched: by source and by day of publication, said in a line below the question.

import { button, element, redraw } from "./dom.js";
import { t } from "./language.js";
import { daysBetween } from "./publication.js";
import { listArticles, ServiceError } from "./service.js";

const PAGE = 200;
const MOST_PAGES = 10; // a list of sources is for choosing from, not for counting an archive
const SHOWN_NAMES = 2;

const toggle = document.getElementById("filter-toggle");
const box = document.getElementById("filters");
const list = document.getElementById("filter-sources");
const from = document.getElementById("filter-from");
const to = document.getElementById("filter-to");

const chosen = new Set(); // sources
let known = null; // {sources, looked, whole}, or a ServiceError

/** The filters as the service takes them; what is not chosen is left out. */
export function chosenFilters() {
  return {
    ...(chosen.size && { sources: [...chosen] }),
    ...(from.value && { published_from: from.value }),
    ...(to.value && { published_to: to.value }),
  };
}

/** Writes what can be chosen and what is, in the language of now. */
export function drawFilters() {
  drawSummary();
  drawSources();
}

function drawSummary() {
  const names = chosen.size > SHOWN_NAMES ? t("more-sources", chosen.size) : [...chosen].join(", ");
  const said = [names, daysBetween(from.value, to.value)].filter(Boolean).join(" · ");
  toggle.textContent = said || t("all-articles");
  toggle.classList.toggle("narrowed", Boolean(said));
  to.setCustomValidity(from.value && to.value && to.value < from.value ? t("filter-order") : "");
}

function drawSources() {
  if (known === null) return;
  if (known instanceof ServiceError) {
    redraw(list, [element("p", { className: "meta" }, known.words), button(t("again"), { className: "quiet" }, load)]);
    return;
  }
  const { sources, looked, whole } = known;
  const note = sources.length ? (whole ? null : t("filter-part", looked)) : t("filter-none");
  list.replaceChildren(...sources.map(choice), ...(note ? [element("p", { className: "meta" }, note)] : []));
}

function choice(source) {
  const ticked = (event) => {
    if (event.target.checked) chosen.add(source);
    else chosen.delete(source);
    drawSummary(); // not the list: the box that was ticked keeps the focus
  };
  const tick = element("input", { type: "checkbox", checked: chosen.has(source), onchange: ticked });
  return element("label", { className: "choice" }, tick, element("span", {}, source));
}

async function load() {
  try {
    known = await readSources();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    known = error;
  }
  drawSources();
}

async function readSources() {
  const sources = new Set();
  let [cursor, looked] = [null, 0];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await listArticles({ limit: PAGE, cursor });
    looked += found.articles.length;
    for (const { source } of found.articles) if (source) sources.add(source);
    cursor = found.next_cursor;
    if (!cursor) break;
  }
  return { sources: [...sources].sort((one, other) => one.localeCompare(other, "fr")), looked, whole: !cursor };
}

function show(open) {
  toggle.setAttribute("aria-expanded", String(open));
  if (open && (known === null || known instanceof ServiceError)) load();
  if (!open && box.contains(document.activeElement)) toggle.focus();
  box.hidden = !open;
}

export function closeFilters() {
  show(false);
}

toggle.addEventListener("click", () => show(box.hidden));
document.getElementById("filter-close").addEventListener("click", () => show(false));
document.getElementById("composer").addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || box.hidden) return;
  event.stopPropagation(); // it closes this, not the article as well
  show(false);
});
for (const day of [from, to]) {
  day.addEventListener("change", drawSummary);
  day.addEventListener("invalid", () => show(true)); // what is wrong has to be seen
}
document.getElementById("filter-clear").addEventListener("click", () => {
  chosen.clear();
  from.value = "";
  to.value = "";
  drawFilters();
});
