// Which articles are searched: by source and by day of publication, said in a line below the question.

import { t } from "./language.js";
import { daysBetween } from "./publication.js";
import { chooseAllSources, chosenSources, drawSources, loadSources, onSourcesChosen } from "./sources.js";

const SHOWN_NAMES = 2;

const toggle = document.getElementById("filter-toggle");
const box = document.getElementById("filters");
const from = document.getElementById("filter-from");
const to = document.getElementById("filter-to");

/** The filters as the service takes them; what is not chosen is left out. */
export function chosenFilters() {
  const sources = chosenSources();
  return {
    ...(sources.length && { sources }),
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
  const sources = chosenSources();
  const names = sources.length > SHOWN_NAMES ? t("more-sources", sources.length) : sources.join(", ");
  const said = [names, daysBetween(from.value, to.value)].filter(Boolean).join(" · ");
  toggle.textContent = said || t("all-articles");
  toggle.classList.toggle("narrowed", Boolean(said));
  to.setCustomValidity(from.value && to.value && to.value < from.value ? t("filter-order") : "");
}

function show(open) {
  toggle.setAttribute("aria-expanded", String(open));
  if (open) loadSources();
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
  chooseAllSources();
  from.value = "";
  to.value = "";
  drawSummary();
});
onSourcesChosen(drawSummary);
