// A card is a question with what came back: an answer, a refusal or an error.

import { announce, articleMeta, button, element } from "./dom.js";
import { searchedIn, shortAnswerText, valueOrigin } from "./publication.js";
import { citedSentences } from "./text.js";

const SHOWN_PASSAGES = 3;

/** A card for a question: `wait` says that an answer is on its way, `fill` shows what came. */
export function questionCard(question) {
  const body = element("div", { className: "card-body" });
  const card = element("li", { className: "card" }, element("h2", { className: "asked" }, question), body);
  const show = (busy, content) => {
    body.setAttribute("aria-busy", String(busy));
    body.replaceChildren(...content);
  };
  return {
    card,
    wait: () => show(true, [element("p", { className: "waiting" }, "Recherche dans les articles…")]),
    fill: (...content) => show(false, content),
  };
}

/** What an answer shows; `open(articleId, citationId)` opens the article beside it. */
export function answerContent(answer, open) {
  return answer.answered ? answered(answer, open) : refused(answer, open);
}

/** What an error shows, with a way to try again where that can help. */
export function errorContent(error, retry) {
  announce(error.message);
  const again = error.retry ? button("Réessayer", { className: "quiet" }, retry) : null;
  return [element("div", { className: "notice" }, element("p", {}, error.message), again)];
}

function answered(answer, open) {
  announce(`Réponse : ${answer.short_answer?.text ?? answer.citations[0].source.quote}`);
  const openCitation = (citation) => open(citation.source.article_id, citation.id);
  const sentences = citedSentences(answer.text, answer.citations).map((sentence) => cited(sentence, openCitation));
  return [
    searched(answer),
    answer.conflict.length ? differing(answer, openCitation) : short(answer),
    element("div", { className: "answer" }, ...sentences),
    element("h3", { className: "label" }, answer.citations.length > 1 ? "Sources" : "Source"),
    element("ol", { className: "sources" }, ...answer.citations.map((citation) => source(citation, openCitation))),
    otherPassages(answer, open),
  ].filter(Boolean);
}

function short(answer) {
  return answer.short_answer && element("p", { className: "short" }, shortAnswerText(answer.short_answer));
}

/** What each article says where they differ, newest first, with its paper, its day and its marker. */
function differing(answer, openCitation) {
  const values = answer.conflict.map((value) => {
    const citation = answer.citations.find((one) => one.index === value.citation);
    const origin = element("span", { className: "meta" }, valueOrigin(value));
    return element("li", {}, element("strong", {}, value.text), " ", origin, " ", marker(citation, openCitation));
  });
  const said = "Les articles ne disent pas tous la même chose. Du plus récent au plus ancien :";
  return element("div", { className: "values" }, element("p", {}, said), element("ul", {}, ...values));
}

function searched(answer) {
  const said = searchedIn(answer.filters);
  return said && element("p", { className: "searched" }, said);
}

/** A sentence and its markers; the first marker never stands alone at the start of a line. */
function cited(sentence, openCitation) {
  const lastWord = sentence.text.search(/\S+$/);
  const markers = sentence.citations.map((citation) => marker(citation, openCitation));
  const tail = element("span", { className: "tail" }, sentence.text.slice(lastWord), ...markers);
  return element("p", {}, sentence.text.slice(0, lastWord), tail);
}

function marker(citation, openCitation) {
  const label = `Citation ${citation.index} : ouvrir « ${citation.source.title} »`;
  const made = button(String(citation.index), { className: "marker", "aria-label": label, title: label }, () =>
    openCitation(citation),
  );
  return element("sup", {}, made);
}

function source(citation, openCitation) {
  const { title, ...rest } = citation.source;
  const copies = citation.duplicates.length;
  const same = copies ? `Dit aussi dans ${copies} autre${copies > 1 ? "s" : ""} article${copies > 1 ? "s" : ""}` : null;
  const meta = [articleMeta(rest), same].filter(Boolean).join(" · ");
  return element(
    "li",
    { value: citation.index },
    element(
      "button",
      { type: "button", className: "row", onclick: () => openCitation(citation) },
      element("span", { className: "row-title" }, title),
      element("span", { className: "meta" }, meta),
    ),
  );
}

function refused(answer, open) {
  const message = answer.refusal?.message ?? "Les articles ne le disent pas.";
  announce(message);
  const nearest = answer.hits.slice(0, SHOWN_PASSAGES);
  return [
    searched(answer),
    element("p", { className: "refusal" }, message),
    nearest.length ? element("h3", { className: "label" }, "Les passages les plus proches") : null,
    nearest.length ? passages(nearest, open) : null,
  ].filter(Boolean);
}

function otherPassages(answer, open) {
  const cited = new Set(answer.citations.map((citation) => citation.source.article_id));
  const others = answer.hits.filter((hit) => !cited.has(hit.article_id)).slice(0, SHOWN_PASSAGES);
  if (!others.length) return null;
  return element("details", {}, element("summary", {}, "Autres articles proches"), passages(others, open));
}

function passages(hits, open) {
  return element("ul", { className: "passages" }, ...hits.map((hit) => passage(hit, open)));
}

function passage(hit, open) {
  const citationId = new URL(hit.link, location.origin).searchParams.get("cite");
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", className: "row", onclick: () => open(hit.article_id, citationId) },
      element("span", { className: "row-title" }, hit.title),
      element("span", { className: "meta" }, articleMeta(hit)),
      element("span", { className: "row-text" }, hit.text),
    ),
  );
}
