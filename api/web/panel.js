// The article beside the conversation, with the cited words highlighted and in view.

import { announce, articleMeta, button, element, webAddress } from "./dom.js";
import { fetchArticle, lookUpCitation, ServiceError } from "./service.js";
import { markedLines, parseCitationId, slice } from "./text.js";

const panel = document.getElementById("panel");
const title = document.getElementById("panel-title");
const meta = document.getElementById("panel-meta");
const actions = document.getElementById("panel-actions");
const body = document.getElementById("panel-body");
const WIDE = matchMedia("(min-width: 62rem)");

let latest = 0; // only the article asked for last may show itself

/** Shows an article; with a citation id, its words highlighted. Resolves when it is there, or says why it is not. */
export async function showArticle(articleId, citationId) {
  latest += 1;
  const mine = latest;
  openPanel();
  try {
    const shown = await resolve(articleId, citationId);
    if (mine === latest) render(shown);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    if (mine === latest) renderError(error);
  }
}

export function closePanel() {
  latest += 1;
  if (panel.open) panel.close();
  document.body.classList.remove("with-panel");
}

export function onPanelClosed(action) {
  document.getElementById("panel-close").addEventListener("click", action);
  panel.addEventListener("cancel", (event) => {
    event.preventDefault();
    action();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open && !panel.matches(":modal")) action();
  });
  panel.addEventListener("click", (event) => {
    if (event.target === panel) action(); // the backdrop of the sheet
  });
}

function openPanel() {
  document.body.classList.add("with-panel");
  if (panel.open) return;
  title.textContent = "Ouverture de l’article…";
  meta.textContent = "";
  actions.replaceChildren();
  body.replaceChildren();
  if (WIDE.matches) panel.show();
  else panel.showModal();
}

/** The article, the span to highlight, and a notice where the citation is not of the text as it is now. */
async function resolve(articleId, citationId) {
  const cited = parseCitationId(citationId);
  if (!citationId) return { article: await fetchArticle(articleId), span: null };
  const article = await fetchArticle(articleId).catch((error) => {
    if (error.status !== 404 && error.status !== 410) throw error;
    return null; // withdrawn, or renamed: the citation itself knows
  });
  if (article && cited && article.version.startsWith(cited.version)) return { article, span: cited, citationId };
  try {
    return await resolveByLookup(await lookUpCitation(citationId));
  } catch (error) {
    if (!article || !(error instanceof ServiceError)) throw error;
    return { article, span: null, notice: error.message };
  }
}

async function resolveByLookup(found) {
  const { source } = found;
  if (found.status === "current") {
    return { article: await fetchArticle(source.article_id), span: source, citationId: found.id };
  }
  const place = found.new_place;
  if (place) {
    const notice = "L’article a changé depuis cette citation ; la phrase y figure toujours.";
    return { article: await fetchArticle(place.article_id), span: place, citationId: place.id, notice };
  }
  const notice = `L’article a changé depuis cette citation, et la phrase n’y figure plus : « ${source.quote} »`;
  return { article: await fetchArticle(source.article_id), span: null, notice };
}

function render({ article, span, citationId, notice }) {
  title.textContent = article.title;
  meta.textContent = articleMeta(article);
  actions.replaceChildren(...articleActions(article, span, citationId));
  const { start, end } = span ?? { start: 0, end: 0 };
  const lines = markedLines(article.text, start, end).map(paragraph);
  body.replaceChildren(...(notice ? [element("p", { className: "notice" }, notice)] : []), ...lines);
  const mark = body.querySelector("mark");
  if (mark) mark.scrollIntoView({ block: "center" });
  else body.scrollTop = 0;
  title.focus({ preventScroll: true });
  announce(`Article ouvert : ${article.title}`);
}

function renderError(error) {
  title.textContent = "Article indisponible";
  meta.textContent = "";
  actions.replaceChildren();
  body.replaceChildren(element("p", { className: "notice" }, error.message));
  announce(error.message);
}

function paragraph(pieces) {
  return element("p", {}, ...pieces.map((piece) => (piece.marked ? element("mark", {}, piece.text) : piece.text)));
}

function articleActions(article, span, citationId) {
  const address = webAddress(article.url);
  const original = address
    ? element("a", { className: "quiet", href: address, target: "_blank", rel: "noopener noreferrer" }, "Article d’origine")
    : null;
  if (!span) return [original].filter(Boolean);
  const quote = slice(article.text, span.start, span.end);
  const origin = [article.title, articleMeta(article)].filter(Boolean).join(", ");
  const link = new URL(`/articles/${encodeURIComponent(article.id)}?cite=${citationId}`, location.origin).href;
  return [
    copyButton("Copier la citation", `« ${quote} » — ${origin}\n${link}`),
    copyButton("Copier le lien", link),
    original,
  ].filter(Boolean);
}

function copyButton(label, text) {
  const made = button(label, { className: "quiet" }, async () => {
    const copied = await copy(text);
    made.textContent = copied ? "Copié" : "Copie refusée";
    announce(made.textContent);
    setTimeout(() => {
      made.textContent = label;
    }, 1800);
  });
  return made;
}

/** The clipboard needs a secure page; where there is none, a selected field and the old command do. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = element("textarea", { className: "hidden", value: text });
    panel.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}
