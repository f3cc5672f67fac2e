// The sources to choose from: those that the articles name, found by letters of their names. Where the service cannot
// list them, a name is typed.

import { button, element, redraw } from "./dom.js";
import { language, t } from "./language.js";
import { listSources, ServiceError } from "./service.js";

const FOUND_AT_A_GLANCE = 12; // sources; with more there is a field to find one
const SHOWN = 100;

const list = document.getElementById("filter-sources");
const finding = document.getElementById("filter-finding");
const label = document.getElementById("filter-name-label");
const field = document.getElementById("filter-name");
const add = document.getElementById("filter-add");

const chosen = new Set(); // names
let known = null; // [{name, articles}] in the order of their names, a ServiceError, or null as long as nobody has asked
let changed = () => {};

export function chosenSources() {
  return [...chosen];
}

export function chooseAllSources() {
  chosen.clear();
  field.value = "";
  drawSources();
}

/** Calls an action whenever another source is chosen, or one no longer. */
export function onSourcesChosen(action) {
  changed = action;
}

/** Asks for the sources where they are not known yet, and shows them. */
export async function loadSources() {
  if (Array.isArray(known)) return;
  try {
    const { sources } = await listSources();
    known = sources.toSorted((one, other) => one.name.localeCompare(other.name, "fr"));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    known = error;
  }
  drawSources();
}

/** Writes them in the language of now. */
export function drawSources() {
  if (known === null) return;
  const failed = known instanceof ServiceError;
  finding.hidden = !failed && known.length <= FOUND_AT_A_GLANCE;
  add.hidden = !failed;
  label.textContent = t(failed ? "filter-name" : "filter-find");
  redraw(list, failed ? [...[...chosen].map(typed), ...apology(known)] : choices(known));
}

function choices(sources) {
  if (!sources.length) return [note(t("filter-none"))];
  const wanted = comparable(field.value);
  const fitting = sources.filter(({ name }) => !chosen.has(name) && comparable(name).includes(wanted));
  const shown = [...sources.filter(({ name }) => chosen.has(name)), ...fitting.slice(0, SHOWN)];
  const left = fitting.length - SHOWN;
  const words = left > 0 ? t("filter-rest", left) : fitting.length || !wanted ? null : t("filter-unmatched");
  return [...shown.map(({ name, articles }) => choice(name, articles)), ...(words ? [note(words)] : [])];
}

function typed(name) {
  return choice(name, null);
}

function apology(error) {
  return [note(error.words), button(t("again"), { className: "quiet" }, loadSources)];
}

function choice(name, articles) {
  const ticked = (event) => {
    if (event.target.checked) chosen.add(name);
    else chosen.delete(name);
    changed(); // the list stays: the box that was ticked keeps its place and the focus
  };
  const tick = element("input", { type: "checkbox", checked: chosen.has(name), onchange: ticked });
  const count = articles && element("span", { className: "count", lang: language() }, t("articles", articles));
  return element("label", { className: "choice" }, tick, element("span", { lang: "fr" }, name), count);
}

function note(words) {
  return element("p", { className: "meta" }, words);
}

/** Letters as people type them: without accents, with whatever apostrophe. */
function comparable(words) {
  return words.trim().normalize("NFD").replace(/\p{Mark}/gu, "").replaceAll("’", "'").toLowerCase();
}

function addTyped() {
  const name = field.value.trim();
  if (!name) return;
  chosen.add(name);
  field.value = "";
  drawSources();
  changed();
  field.focus();
}

add.addEventListener("click", addTyped);
field.addEventListener("input", () => {
  if (Array.isArray(known)) drawSources();
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault(); // it asks no question
  if (!add.hidden) addTyped();
});
