// The description of the interface, drawn from the document that programs read: each route with a call to copy.

import { element } from "./dom.js";

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
    element("p", {}, operation.description),
    element("pre", {}, call(method, path, operation)),
    ...Object.entries(operation.responses).map(([status, response]) => answer(status, response)),
  );
}

function call(method, path, operation) {
  const body = operation.requestBody?.content["application/json"].example;
  const address = `${location.origin}${path}`;
  if (!body) return `curl '${address}'`;
  const written = JSON.stringify(body, null, 2).replaceAll("'", "'\\''");
  return `curl '${address}' -H 'Content-Type: application/json' -d '${written}'`;
}

function answer(status, response) {
  const [[mediaType, content]] = Object.entries(response.content);
  return element(
    "details",
    {},
    element("summary", {}, `${status} ${response.description}`),
    element("p", { className: "meta" }, mediaType),
    element("pre", {}, JSON.stringify(content.example, null, 2)),
  );
}
