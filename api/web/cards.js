// A card is a question with what came back: an answer, as far as it has come, a refusal or an error.

import { drawCopies } from "./copies.js";
import { button, element } from "./dom.js";
import { hasWords, language, t } from "./language.js";
import { articleMeta, longDate, searchedIn, valueOrigin } from "./publication.js";
import { row } from "./rows.js";
import { citedSentences } from "./text.js";

const SHOWN_PASSAGES = 3;
const LONG_QUESTION = 300; // characters
const OF_THE_ARTICLES = { lang: "fr" }; // their words stay French on an English page

/** The question of a card: of a long one the first lines, and a button for all of it. */
export function drawQuestion(question) {
  const asked = element("h2", { className: "asked", tabIndex: -1, ...OF_THE_ARTICLES }, question);
  if (question.length <= LONG_QUESTION) return [asked];
  asked.classList.add("long");
  const whole = button(t("whole-question"), { className: "quiet", "data-text": "whole-question" }, () => {
    asked.classList.remove("long");
    asked.focus({ preventScroll: true }); // the button goes
    whole.remove();
  });
  return [asked, whole];
}

/** What a card shows of a turn. `open(articleId, citationId)` opens an article, `again(turn)` asks once more. */
export function drawTurn(turn, { open, again }) {
  const openCitation = (citation) => open(citation.source.article_id, citation.id);
  return [
    understood(turn),
    ...(turn.answer ? drawAnswer(turn.answer, { open, openCitation }) : drawSoFar(turn, openCitation)),
    ending(turn, again),
  ].filter(Boolean);
}

/** What is read out when a turn has ended. */
export function spokenTurn({ answer, error, phase }) {
  if (error) return error.words;
  if (phase === "stopped") return t("stopped");
  if (!answer.answered) return refusalWords(answer);
  const sentences = citedSentences(answer.text, answer.citations).map((sentence) => sentence.text);
  return t("said", sentences.join(" "), byIndex(answer.citations).length);
}

function understood({ question, standalone }) {
  if (!standalone || standalone === question) return null;
  const words = element("q", { className: "standalone", ...OF_THE_ARTICLES }, standalone);
  return element("p", { className: "understood" }, t("understood"), " ", words);
}

function drawSoFar({ phase, text, citations, hits }, openCitation) {
  const reading = text ? t("more") : t("reading", hits.length);
  const waiting = { searching: t("searching"), reading }[phase];
  return [
    text ? sentences(text, citations, openCitation) : null,
    waiting && element("p", { className: "waiting" }, waiting),
  ];
}

function ending(turn, again) {
  if (turn.phase === "stopped") {
    return notice(t("stopped"), button(t("ask-again"), { className: "quiet" }, () => again(turn)));
  }
  if (!turn.error) return null;
  const retry = turn.error.retry ? button(t("again"), { className: "quiet" }, () => again(turn)) : null;
  return notice(turn.error.words, retry);
}

function notice(words, action = null) {
  return element("div", { className: "notice" }, element("p", {}, words), action);
}

function drawAnswer(answer, { open, openCitation }) {
  return [searched(answer), noticed(answer), ...(answer.answered ? told(answer, open, openCitation) : refused(answer, open))]
    .concat(answer.answered ? otherPassages(answer, open) : [])
    .filter(Boolean);
}

function searched(answer) {
  const said = searchedIn(answer.filters);
  return said && element("p", { className: "searched" }, said);
}

/** Why an answer is not the language model's, or not all of it. */
function noticed({ notice: found }) {
  if (!found) return null;
  const key = [`notice-${found.code}`, `notice-${found.code.split("_")[0]}`].find(hasWords);
  return notice(key ? t(key) : found.message);
}

function told(answer, open, openCitation) {
  const cited = byIndex(answer.citations);
  const sources = cited.map((citation) => source(citation, answer.mode, open, openCitation));
  return [
    answer.conflict.length ? differing(answer, openCitation) : short(answer),
    sentences(answer.text, answer.citations, openCitation),
    answer.mode === "generative" ? element("p", { className: "meta" }, t("written")) : null,
    element("h3", { className: "label" }, t("sources", sources.length)),
    element("ol", { className: "sources" }, ...sources),
  ];
}

/** The few words of an answer and, where only the day of the article tells when they mean, that day below them. */
function short({ verdict, short_answer: found }) {
  if (verdict) return element("p", { className: "short" }, t(verdict));
  if (!found) return null;
  const day = found.relative_to && element("span", { className: "meta" }, t("relative", longDate(found.relative_to)));
  return element("p", { className: "short" }, element("span", OF_THE_ARTICLES, found.text), day);
}

/** What each article says where they differ, newest first, with its paper, its day and its marker. */
function differing(answer, openCitation) {
  const values = answer.conflict.map((value) => {
    const citation = answer.citations.find((one) => one.index === value.citation);
    const copies = value.repeated_by.length;
    const origin = [valueOrigin(value), copies ? t("repeated", copies) : null].filter(Boolean).join(" · ");
    return element(
      "li",
      {},
      element("span", { className: "value" }, element("strong", OF_THE_ARTICLES, value.text), marker(citation, openCitation)),
      element("span", { className: "meta" }, origin),
    );
  });
  return element("div", { className: "values" }, element("p", {}, t("differ")), element("ol", {}, ...values));
}

function sentences(text, citations, openCitation) {
  const drawn = citedSentences(text, citations).map((sentence) => cited(sentence, openCitation));
  return element("div", { className: "answer", ...OF_THE_ARTICLES }, ...drawn);
}

/** A sentence and its markers; the first marker never stands alone at the start of a line. */
function cited(sentence, openCitation) {
  const lastWord = sentence.text.search(/\S+$/);
  const markers = sentence.citations.map((citation) => marker(citation, openCitation));
  const tail = element("span", { className: "tail" }, sentence.text.slice(lastWord), ...markers);
  return element("p", {}, sentence.text.slice(0, lastWord), tail);
}

function marker(citation, openCitation) {
  const label = t("open-citation", citation.index, citation.source.title);
  const named = { className: "marker", "aria-label": label, title: label, lang: language() };
  return element("sup", {}, button(String(citation.index), named, () => openCitation(citation)));
}

/** A quote behind several sentences has a citation for each, and stands once among the sources. */
function byIndex(citations) {
  return [...new Map(citations.toReversed().map((citation) => [citation.index, citation])).values()].sort(
    (one, other) => one.index - other.index,
  );
}

/** Where a sentence stands; with its words, where the sentence has other words, and with the articles that repeat it. */
function source(citation, mode, open, openCitation) {
  const { title, quote, ...rest } = citation.source;
  const words = mode === "generative" ? `«\u00a0${quote}\u00a0»` : null;
  const opens = row({ title, language: "fr", meta: articleMeta(rest), words }, () => openCitation(citation));
  const copies = citation.duplicates.length ? drawCopies(citation.duplicates, open) : null;
  return element("li", { value: citation.index }, element("div", {}, opens, copies));
}

function refused(answer, open) {
  const nearest = bestOfEach(answer.hits);
  return [
    element("p", { className: "refusal" }, refusalWords(answer)),
    nearest.length ? element("h3", { className: "label" }, t("nearest")) : null,
    nearest.length ? passages(nearest, open) : null,
  ];
}

/** The service says it in French, and names the words of the question that no article has. */
function refusalWords({ refusal: { reason, message, missing_words: missing } }) {
  const key = missing.length ? "refusal-missing" : `refusal-${reason}`;
  return hasWords(key) ? t(key, missing) : message;
}

function otherPassages(answer, open) {
  const cited = new Set(answer.citations.map((citation) => citation.source.article_id));
  const others = bestOfEach(answer.hits.filter((hit) => !cited.has(hit.article_id)));
  if (!others.length) return [];
  return [element("details", {}, element("summary", {}, t("others")), passages(others, open))];
}

/** The best passages, one of each article. */
function bestOfEach(hits) {
  const best = new Map();
  for (const hit of hits) if (!best.has(hit.article_id)) best.set(hit.article_id, hit);
  return [...best.values()].slice(0, SHOWN_PASSAGES);
}

function passages(hits, open) {
  return element("ul", { className: "passages" }, ...hits.map((hit) => passage(hit, open)));
}

function passage(hit, open) {
  const citationId = new URL(hit.link, location.origin).searchParams.get("cite");
  const shown = { title: hit.title, language: "fr", meta: articleMeta(hit), words: hit.text };
  return element("li", {}, row(shown, () => open(hit.article_id, citationId)));
}
