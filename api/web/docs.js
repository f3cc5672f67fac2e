// The description of the interface, drawn from the document that programs read: each route with a call to copy.

import { element } from "./dom.js";

const FOCUSABLE = { tabIndex: 0 }; // what scrolls is reached with the keyboard too

const described = await (await fetch("/openapi.json")).json();

document.getElementById("summary").prepend(`${described.info.summary} ${described.info.description} `);
document.getElementById("operations").append(
  ...Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(method.toUpperCase(), path, operation)),
  ),
);

function section(method, path, operation) {
  return element(
    "section",
    { className: "operation", id: operation.operationId },
    element("h2", {}, element("code", {}, `${method} ${path}`)),
    ...operation.description.split("\n\n").map((paragraph) => element("p", {}, paragraph.replaceAll("\n", " "))),
    element("pre", FOCUSABLE, call(method, path, operation)),
    ...Object.entries(operation.responses).map(([status, response]) => answer(status, response)),
  );
}

function call(method, path, operation) {
  const body = operation.requestBody?.content["application/json"].example;
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
