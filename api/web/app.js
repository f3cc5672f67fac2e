// The page: one question at a time, the answers below one another, the cited article beside them.

import { answerContent, errorContent, questionCard } from "./cards.js";
import { closePanel, onPanelClosed, showArticle } from "./panel.js";
import { ask, ServiceError } from "./service.js";

const form = document.getElementById("composer");
const input = document.getElementById("question");
const send = form.querySelector("button");
const cards = document.getElementById("cards");
const POINTS_FINELY = matchMedia("(pointer: fine)");

async function submit(question) {
  document.getElementById("welcome").hidden = true;
  const { card, wait, fill } = questionCard(question);
  cards.append(card);
  card.scrollIntoView({ block: "start" });
  await answerInto({ card, wait, fill }, question);
}

async function answerInto({ card, wait, fill }, question) {
  send.disabled = true;
  wait();
  try {
    fill(...answerContent(await ask(question), open));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    fill(...errorContent(error, () => answerInto({ card, wait, fill }, question)));
  } finally {
    send.disabled = false;
    card.scrollIntoView({ block: "start" });
  }
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

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = input.value.trim();
  if (!question || send.disabled) return;
  input.value = "";
  if (!POINTS_FINELY.matches) input.blur(); // on a phone the keyboard would cover the answer
  submit(question);
});

input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

document.getElementById("examples").addEventListener("click", (event) => {
  if (event.target instanceof HTMLButtonElement) submit(event.target.textContent);
});

addEventListener("popstate", followAddress);
onPanelClosed(close);
followAddress();
if (POINTS_FINELY.matches && location.pathname === "/") input.focus();
