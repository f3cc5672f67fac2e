// The service, as the page sees it: each call resolves to its object, or throws a ServiceError in French.

export class ServiceError extends Error {
  constructor(message, { status = 0, problem = null, retry = false } = {}) {
    super(message);
    this.status = status;
    this.problem = problem;
    this.retry = retry;
  }
}

export function ask(question) {
  return call("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question }),
  });
}

export function fetchArticle(id) {
  return call(`/v1/articles/${encodeURIComponent(id)}`);
}

export function lookUpCitation(id) {
  return call(`/v1/citations/${encodeURIComponent(id)}`);
}

async function call(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new ServiceError("Le service ne répond pas. Vérifiez qu’il est lancé, puis réessayez.", { retry: true });
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  throw problemError(response.status, body);
}

const MESSAGES = {
  "invalid-question": "Cette question ne peut pas être posée : il y faut au moins un mot, et 2 000 caractères au plus.",
  "article-unknown": "Cet article n’est pas, ou n’est plus, dans la collection.",
  "citation-unknown": "Cette citation n’est pas connue ici.",
  "citation-withdrawn": "L’article cité a été retiré de la collection.",
  "invalid-citation-id": "L’adresse de cette citation est mal formée.",
  "store-not-ready": "Les articles ne sont pas encore indexés. Lancez l’indexation, puis réessayez.",
};

function problemError(status, problem) {
  const kind = String(problem?.type ?? "").split(":").at(-1);
  const message = MESSAGES[kind] ?? `Le service a répondu par une erreur (${status}). Réessayez dans un instant.`;
  return new ServiceError(message, { status, problem, retry: status >= 500 || !(kind in MESSAGES) });
}
