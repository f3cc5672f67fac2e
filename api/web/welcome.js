// Before the first question: questions that the articles here answer, or what there is to ask about.

import { accessKey, askForKey } from "./access.js";
import { button, element, redraw } from "./dom.js";
import { t } from "./language.js";
import { articleMeta } from "./publication.js";
import { row } from "./rows.js";
import { listArticles, ServiceError } from "./service.js";

const LOOKED_AT = 200; // articles
const SHOWN_ARTICLES = 5;

const welcome = document.getElementById("welcome");
const place = document.getElementById("suggestions");

let suggested = null; // {questions, articles}
let locked = false; // nothing is suggested to whoever has no key

/** Finds what to suggest, and shows it. A service that cannot be reached says so at the first question. */
export async function prepareWelcome(act) {
  try {
    const [examples, { articles }] = await Promise.all([readExamples(), listArticles({ limit: LOOKED_AT })]);
    const here = new Set(articles.map((article) => article.id));
    locked = false;
    suggested = {
      questions: examples.filter((example) => here.has(example.article_id)).map((example) => example.question),
      articles: newest(articles),
    };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    locked = error.status === 401;
  }
  drawWelcome(act);
}

/** Shows it again, in the language of now. `ask(question)` asks, `open(articleId)` opens an article. */
export function drawWelcome(act) {
  if (locked) redraw(place, offerOfKey(act));
  if (!suggested) return;
  const { questions, articles } = suggested;
  if (questions.length) redraw(place, list("examples", questions.map((question) => example(question, act.ask))));
  else if (articles.length) redraw(place, list("collection", articles.map((article) => title(article, act.open))));
}

export function showWelcome(shown) {
  welcome.hidden = !shown;
}

function offerOfKey(act) {
  const give = async () => {
    if (await askForKey({ refused: accessKey() !== null })) await prepareWelcome(act);
  };
  return [element("h2", { className: "label" }, t("key-offer")), button(t("key-give"), { className: "quiet" }, give)];
}

async function readExamples() {
  const response = await fetch("/web/examples.json").catch(() => null);
  return response?.ok ? response.json() : [];
}

function newest(articles) {
  const day = (article) => article.published ?? "";
  return articles.toSorted((one, other) => day(other).localeCompare(day(one))).slice(0, SHOWN_ARTICLES);
}

function list(heading, items) {
  return [
    element("h2", { id: "suggestions-title", className: "label" }, t(heading)),
    element("ul", { className: "suggestions", "aria-labelledby": "suggestions-title" }, ...items),
  ];
}

function example(question, ask) {
  return element("li", {}, button(question, { className: "suggestion", lang: "fr" }, () => ask(question)));
}

function title(article, open) {
  const { id, title: said, language } = article;
  return element("li", {}, row({ title: said, language, meta: articleMeta(article) }, () => open(id)));
}
