// The service, as the page sees it: each call resolves to its object, or throws a ServiceError.

import { accessKey, askForKey } from "./access.js";
import { readEvents } from "./events.js";
import { hasWords, t } from "./language.js";

/** What went wrong, as a key of the page's words: `message` says it in the language of the page at that moment. */
export class ServiceError extends Error {
  constructor(key, { status = 0, retry = false, seconds = 0 } = {}) {
    super(key);
    this.name = "ServiceError";
    this.key = key;
    this.status = status;
    this.retry = retry; // whether to ask again may help
    this.seconds = seconds; // to wait before, where the service says so; else 0
  }

  get words() {
    return t(this.key, this.status, this.seconds);
  }
}

/** The events of an answer as {name, data}, the last one `final`. `signal` stops it. */
export async function* streamAnswer({ question, history, filters }, signal) {
  const response = await request("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, history, filters, stream: true }),
    signal,
  });
  if (!response.ok) throw problemError(response, await bodyOf(response));
  try {
    for await (const event of readEvents(response.body)) {
      if (event.name === "error") throw problemError({ status: event.data.status }, event.data);
      yield event;
      if (event.name === "final") return;
    }
  } catch (error) {
    if (signal.aborted || error instanceof ServiceError) throw error;
    throw new ServiceError("broken", { retry: true }); // the connection, or what came over it
  }
  throw new ServiceError("broken", { retry: true });
}

export function fetchArticle(id) {
  return fetchObject(`/v1/articles/${encodeURIComponent(id)}`);
}

/** The first articles without their texts. Nobody is asked for a key for their sake, nor for that of the sources. */
export function listArticles({ limit }) {
  return fetchObject(`/v1/articles?limit=${limit}`, { asks: false });
}

export function listSources() {
  return fetchObject("/v1/sources", { asks: false });
}

export function lookUpCitation(id) {
  return fetchObject(`/v1/citations/${encodeURIComponent(id)}`);
}

async function fetchObject(address, { asks = true } = {}) {
  const response = await request(address, {}, { asks });
  const body = await bodyOf(response);
  if (response.ok && body) return body;
  throw problemError(response, body);
}

/** The response; where a key is needed and `asks`, after one was given, and tried. */
async function request(address, options, { asks = true } = {}) {
  for (;;) {
    const key = accessKey();
    const response = await send(address, options, key);
    const refused = response.status === 401 || (response.status === 403 && key !== null);
    if (!refused || !asks) return response;
    if (key === accessKey() && !(await askForKey({ refused: key !== null }))) return response;
  }
}

async function send(address, options, key) {
  const headers = { ...options.headers, ...(key && { Authorization: `Bearer ${key}` }) };
  try {
    return await fetch(address, { ...options, headers });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ServiceError("offline", { retry: true });
  }
}

function bodyOf(response) {
  return response.json().catch(() => null);
}

const NO_USE_TO_RETRY = new Set([
  "invalid-question",
  "article-unknown",
  "article-withdrawn",
  "citation-unknown",
  "citation-withdrawn",
  "invalid-citation-id",
  "not-local",
  "content-too-large",
]);

function problemError({ status, headers }, problem) {
  const kind = String(problem?.type ?? "").split(":").at(-1);
  const key = `problem-${kind}`;
  const seconds = Number(headers?.get("Retry-After") ?? 0) || 0; // it may be a date
  return new ServiceError(hasWords(key) ? key : "failed", { status, seconds, retry: !NO_USE_TO_RETRY.has(kind) });
}
