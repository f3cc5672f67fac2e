// The article beside the conversation, with the cited words highlighted and in view.

import { copyButton } from "./clipboard.js";
import { announce, element, webAddress } from "./dom.js";
import { t } from "./language.js";
import { articleMeta } from "./publication.js";
import { fetchArticle, lookUpCitation, ServiceError } from "./service.js";
import { markedLines, slice } from "./text.js";

const panel = document.getElementById("panel");
const title = document.getElementById("panel-title");
const meta = document.getElementById("panel-meta");
const actions = document.getElementById("panel-actions");
const body = document.getElementById("panel-body");
const NAME = document.title;
const WIDE = matchMedia("(min-width: 62rem)");

let latest = 0; // only the article asked for last may show itself
let shown = null; // {article, span, citationId, address, notice}, {error}, or null while it is on its way
let opener = null; // who gets the focus back

/** Shows an article; with a citation id, its words highlighted. Resolves when it is there, or says why it is not. */
export async function showArticle(articleId, citationId) {
  latest += 1;
  const mine = latest;
  openPanel();
  const found = await resolve(articleId, citationId).catch((error) => {
    if (!(error instanceof ServiceError)) throw error;
    return { error };
  });
  if (mine !== latest) return;
  shown = found;
  drawPanel();
  scrollToQuote();
  title.focus({ preventScroll: true });
  announce(shown.error ? shown.error.words : t("opened", shown.article.title));
}

export function closePanel() {
  latest += 1;
  shown = null;
  if (!panel.open) return;
  panel.close();
  document.title = NAME;
  document.body.classList.remove("with-panel");
  (opener?.isConnected ? opener : document.getElementById("question")).focus();
}

/** Draws what is shown again, in the language of now. */
export function drawPanel() {
  const { article, error } = shown ?? {};
  title.textContent = article?.title ?? t(error ? "unavailable" : "opening");
  document.title = panel.open ? `${title.textContent} – ${NAME}` : NAME;
  for (const part of [title, body]) part.lang = article?.language ?? "";
  meta.textContent = article ? articleMeta(article) : "";
  actions.replaceChildren(...(article ? articleActions(shown) : []));
  const paragraphs = article ? textOf(shown) : error ? [element("p", { className: "notice" }, error.words)] : [];
  body.replaceChildren(...paragraphs);
}

export function onPanelClosed(action) {
  document.getElementById("panel-close").addEventListener("click", action);
  panel.addEventListener("cancel", (event) => {
    event.preventDefault();
    action();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open && !document.querySelector("dialog:modal")) action();
  });
  panel.addEventListener("click", (event) => {
    if (event.target === panel) action(); // the backdrop of the sheet
  });
}

function openPanel() {
  if (!panel.contains(document.activeElement)) opener = document.activeElement;
  if (panel.open) return;
  document.body.classList.add("with-panel");
  shown = null;
  if (WIDE.matches) panel.show();
  else panel.showModal();
  drawPanel();
}

function scrollToQuote() {
  const mark = body.querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "center", behavior: "instant" });
  else body.scrollTop = 0;
}

/** The article, the span to highlight, and a notice where the citation is not of the text as it is now. */
async function resolve(articleId, citationId) {
  if (!citationId) return { article: await fetchArticle(articleId), span: null };
  const both = [fetchArticle(articleId), lookUpCitation(citationId)].map((call) => call.catch(failed));
  const [article, found] = await Promise.all(both);
  if (!(found instanceof ServiceError)) return resolveFound(article, found);
  if (article instanceof ServiceError) throw found; // withdrawn, or renamed: the citation itself knows
  return { article, span: null, notice: () => found.words };
}

async function resolveFound(article, found) {
  const { id, status, source, new_place: place, deep_link: address } = found;
  const span = status === "current" ? { ...source, id } : place;
  const holder = (span ?? source).article_id;
  const words = status === "current" ? null : () => (place ? t("moved") : t("gone", source.quote));
  return {
    article: article.id === holder ? article : await fetchArticle(holder),
    span,
    citationId: span?.id,
    address,
    notice: words,
  };
}

function failed(error) {
  if (error instanceof ServiceError) return error;
  throw error;
}

function textOf({ article, span, notice }) {
  const { start, end } = span ?? { start: 0, end: 0 };
  const lines = markedLines(article.text, start, end).map(paragraph);
  return notice ? [element("p", { className: "notice", lang: document.documentElement.lang }, notice()), ...lines] : lines;
}

function paragraph(pieces) {
  return element("p", {}, ...pieces.map((piece) => (piece.marked ? element("mark", {}, piece.text) : piece.text)));
}

function articleActions({ article, span, citationId, address }) {
  const web = webAddress(address ?? article.url);
  const original = web && element("a", { className: "quiet", href: web, target: "_blank", rel: "noopener noreferrer" }, t("original"));
  if (!span) return [original].filter(Boolean);
  const link = new URL(`/articles/${encodeURIComponent(article.id)}?cite=${citationId}`, location.origin).href;
  const quotation = `«\u00a0${slice(article.text, span.start, span.end)}\u00a0»`;
  const reference = [article.title, articleMeta(article)].filter(Boolean).join(", ");
  return [
    copyButton(t("copy-quote"), `${quotation} — ${reference}\n${link}`),
    copyButton(t("copy-link"), link),
    original,
  ].filter(Boolean);
}
