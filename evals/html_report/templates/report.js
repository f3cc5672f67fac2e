// Filters the failures, and shows in each that is opened its articles with its own marks alone.
"use strict";
(() => {
  const failures = [...document.querySelectorAll("details.failure")];
  const form = document.getElementById("filter");

  // Letters without their accents, so that "ecole" finds "École".
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function filter() {
    const words = fold(form.elements.words.value).split(/\s+/).filter(Boolean);
    const outcome = form.elements.outcome.value;
    const kind = form.elements.kind.value;
    let shown = 0;
    for (const failure of failures) {
      const text = words.length ? fold(failure.textContent) : "";
      const held = (!outcome || failure.dataset.outcome === outcome)
        && (!kind || failure.dataset.kind === kind)
        && words.every((word) => text.includes(word));
      failure.hidden = !held;
      shown += held ? 1 : 0;
    }
    form.querySelector("output").value = `${shown} of ${failures.length}`;
  }

  function keepMarks(text, number) {
    for (const mark of text.querySelectorAll(".mark")) {
      for (const [name, numbers] of [["evidence", mark.dataset.evidence], ["quote", mark.dataset.quoted]]) {
        mark.classList.toggle(name, (numbers || "").split(" ").includes(number));
      }
    }
  }

  function showArticles(failure) {
    for (const slot of failure.querySelectorAll("[data-article]")) {
      const article = document.getElementById(`article-${slot.dataset.article}`);
      const shown = document.createElement("article");
      const title = document.createElement("h4");
      title.textContent = article.querySelector("summary").firstChild.textContent;
      shown.append(title, ...[...article.children].slice(1).map((part) => part.cloneNode(true)));
      keepMarks(shown, slot.parentElement.dataset.failure);
      slot.replaceWith(shown);
    }
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) {
      target.open = true;
      target.scrollIntoView();
    }
  }

  for (const failure of failures) {
    failure.addEventListener("toggle", () => failure.open && showArticles(failure));
  }
  addEventListener("hashchange", openTarget);
  openTarget();
  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }
})();
