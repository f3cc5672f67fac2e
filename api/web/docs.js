// The description of the interface, drawn from the document that programs read: each route with its fields and a call.

import { element } from "./dom.js";
import { described, fieldsOf } from "./schema.js";

const FOCUSABLE = { tabIndex: 0 }; // what scrolls is reached with the keyboard too

const openapi = await (await fetch("/openapi.json")).json();
const components = openapi.components.schemas;
const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
);
const groups = openapi.tags.map((tag) => ({ ...tag, operations: operations.filter(({ tags }) => tags.includes(tag.name)) }));

document.getElementById("summary").prepend(`${openapi.info.summary} ${openapi.info.description} `);
document.getElementById("contents").append(...groups.map(entries));
document.getElementById("operations").append(...groups.flatMap((group) => group.operations.map(section)));
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();

function entries({ description, operations }) {
  const links = operations.map(({ operationId, method, path }) =>
    element("li", {}, element("a", { href: `#${operationId}` }, element("code", {}, `${method} ${path}`))),
  );
  return element("div", {}, element("p", { className: "meta" }, description), element("ul", {}, ...links));
}

function section(operation) {
  const { method, path, operationId, description, responses } = operation;
  return element(
    "section",
    { className: "operation", id: operationId },
    element("h2", {}, element("code", {}, `${method} ${path}`)),
    ...description.split("\n\n").map((paragraph) => element("p", {}, ...prose(paragraph.replaceAll("\n", " ")))),
    fields(operation),
    element("pre", FOCUSABLE, call(operation)),
    ...Object.entries(responses).map(([status, response]) => answer(status, response)),
  );
}

/** Words with their code, which stands between backquotes. */
function prose(text) {
  return text.split("`").map((part, i) => (i % 2 ? element("code", {}, part) : part));
}

/** What may be sent: in the address, in the headers and in the body. */
function fields({ parameters = [], requestBody }) {
  const body = requestBody?.content["application/json"]?.schema;
  const named = [
    ...parameters.map(({ name, in: place, required, schema, description }) => {
      const { type, meaning } = described(schema, components);
      return { name, type: `${type}, ${place}`, required, meaning: description ?? meaning };
    }),
    ...(body ? fieldsOf(body, components) : []),
  ];
  return named.length ? element("dl", { className: "fields" }, ...named.flatMap(field)) : null;
}

function field({ name, type, required, meaning }) {
  const kind = element("span", { className: "type" }, required ? `${type}, required` : type);
  const words = meaning ? [" · ", ...prose(meaning)] : [];
  return [element("dt", {}, element("code", {}, name)), element("dd", {}, kind, ...words)];
}

function call({ method, path, requestBody }) {
  const body = requestBody?.content["application/json"]?.example;
  const address = `${location.origin}${path}`;
  const way = { GET: "", POST: "" }[method] ?? ` -X ${method}`; // curl sends a body by POST, the rest by GET
  if (!body) return `curl${way} '${address}'`;
  const written = JSON.stringify(body, null, 2).replaceAll("'", "'\\''");
  return `curl${way} '${address}' -H 'Content-Type: application/json' -d '${written}'`;
}

function answer(status, response) {
  return element(
    "details",
    {},
    element("summary", {}, `${status} ${response.description}`),
    ...Object.entries(response.content ?? {}).flatMap(([mediaType, content]) => [
      element("p", { className: "meta" }, mediaType),
      ...examplesOf(content).map((example) =>
        element("pre", FOCUSABLE, typeof example === "string" ? example : JSON.stringify(example, null, 2)),
      ),
    ]),
  );
}

function examplesOf(content) {
  if (content.examples) return Object.values(content.examples).map((example) => example.value);
  return content.example === undefined ? [] : [content.example];
}
