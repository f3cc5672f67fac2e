// The page: a conversation whose answers stand below one another, the cited article beside them.

import { drawQuestion, drawTurn, spokenTurn } from "./cards.js";
import { Conversation } from "./conversation.js";
import { announce, element, redraw } from "./dom.js";
import { chosenFilters, closeFilters, drawFilters } from "./filters.js";
import { language, setLanguage, t, translate } from "./language.js";
import { closePanel, drawPanel, onPanelClosed, showArticle } from "./panel.js";
import { keepTurns, keptTurns } from "./memory.js";
import { remember } from "./preferences.js";
import { nameTheme } from "./theme.js";
import { drawWelcome, prepareWelcome, showWelcome } from "./welcome.js";

const form = document.getElementById("composer");
const input = document.getElementById("question");
const send = document.getElementById("send");
const stop = document.getElementById("stop");
const cards = document.getElementById("cards");
const title = document.getElementById("cards-title");
const startAnew = document.getElementById("new");
const hint = document.getElementById("hint");
const otherLanguage = document.getElementById("language");
const POINTS_FINELY = matchMedia("(pointer: fine)");
const LONGEST_QUESTION = 2000; // characters; the service's own limit may be lower
const ENDED = new Set(["done", "stopped", "failed"]);

const conversation = new Conversation(follow);
const bodies = new Map(); // of the cards, by their turns
const act = { open, again };
const suggest = { open, ask: submit };

function submit(question) {
  showConversation(true);
  closeFilters();
  const asked = conversation.ask(question, chosenFilters());
  cards.lastElementChild.scrollIntoView({ block: "start" });
  return asked;
}

function again(turn) {
  if (POINTS_FINELY.matches) input.focus({ preventScroll: true }); // the button that was pressed goes
  return conversation.askAgain(turn);
}

function showConversation(shown) {
  showWelcome(!shown);
  title.hidden = !shown;
  startAnew.hidden = !shown;
  hint.hidden = shown;
}

function drawCard(turn) {
  if (!bodies.has(turn)) bodies.set(turn, addCard(turn.question));
  const body = bodies.get(turn);
  redraw(body, drawTurn(turn, act));
  body.setAttribute("aria-busy", String(!ENDED.has(turn.phase)));
}

/** Each step of a turn is drawn; it is kept where it begins and where it ends, and only then spoken of. */
function follow(turn) {
  if (!conversation.turns.includes(turn)) return; // of a conversation that was left
  drawCard(turn);
  offerToStop(conversation.answering);
  const ended = ENDED.has(turn.phase) && !conversation.answering;
  if (!ended && turn.phase !== "searching") return;
  keepTurns(conversation.turns);
  announce(ended ? spokenTurn(turn) : t("searching"));
}

/** The conversation of before a reload. */
function resumeConversation() {
  const turns = keptTurns();
  if (!turns.length) return;
  conversation.resume(turns);
  showConversation(true);
  turns.forEach(drawCard);
  cards.lastElementChild.scrollIntoView({ block: "start", behavior: "instant" });
}

function addCard(question) {
  const body = element("div", { className: "card-body" });
  cards.append(element("li", { className: "card" }, ...drawQuestion(question), body));
  return body;
}

/** One button stands in the place of the other; whoever was on it stays there. */
function offerToStop(offered) {
  const held = [send, stop].includes(document.activeElement);
  send.hidden = offered;
  stop.hidden = !offered;
  if (held) (offered ? stop : input).focus();
}

function leaveConversation() {
  conversation.clear();
  keepTurns([]);
  bodies.clear();
  cards.replaceChildren();
  offerToStop(false);
  showConversation(false);
  if (location.pathname !== "/") history.replaceState(null, "", "/");
  closePanel();
  announce("");
  input.focus();
}

// The address follows the panel: a copied address opens it again, and « back » closes it, however many articles were
// looked at meanwhile.
function open(articleId, citationId) {
  const query = citationId ? `?cite=${citationId}` : "";
  const address = `/articles/${encodeURIComponent(articleId)}${query}`;
  if (location.pathname.startsWith("/articles/")) history.replaceState(history.state, "", address);
  else history.pushState({ opened: true }, "", address);
  return showArticle(articleId, citationId);
}

function close() {
  if (history.state?.opened) history.back();
  else {
    history.replaceState(null, "", "/");
    followAddress();
  }
}

function followAddress() {
  const path = /^\/articles\/(.+)$/.exec(location.pathname);
  if (!path) closePanel();
  else showArticle(decodeURIComponent(path[1]), new URLSearchParams(location.search).get("cite"));
}

/** The page in a language: its own words, and what is drawn from answers and articles. */
function speak(code) {
  setLanguage(code);
  document.documentElement.lang = code;
  translate(document);
  otherLanguage.textContent = code === "fr" ? "English" : "Français";
  otherLanguage.lang = code === "fr" ? "en" : "fr";
  nameTheme();
  drawFilters();
  drawWelcome(suggest);
  drawPanel();
  for (const [turn, body] of bodies) redraw(body, drawTurn(turn, act));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = input.value.trim();
  if (!question || conversation.answering) return;
  input.value = "";
  if (!POINTS_FINELY.matches) input.blur(); // on a phone the keyboard would cover the answer
  submit(question);
});

input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

/** Nothing that is typed or pasted is cut off in silence. */
input.addEventListener("input", () => {
  const length = [...input.value].length;
  input.setCustomValidity(length > LONGEST_QUESTION ? t("too-long", length, LONGEST_QUESTION) : "");
});

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.matches("input, textarea");
  const combined = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key !== "/" || typing || combined || document.querySelector("dialog:modal")) return;
  event.preventDefault();
  input.focus();
});

stop.addEventListener("click", () => conversation.stop());
startAnew.addEventListener("click", leaveConversation);
otherLanguage.addEventListener("click", () => {
  const code = language() === "fr" ? "en" : "fr";
  remember("language", code === "fr" ? null : code);
  speak(code);
});

addEventListener("popstate", followAddress);
onPanelClosed(close);
speak(document.documentElement.lang);
prepareWelcome(suggest);
resumeConversation();
followAddress();
if (POINTS_FINELY.matches && location.pathname === "/") input.focus();
