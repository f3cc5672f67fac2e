// Elements are made here and nowhere else. Text goes in as text nodes: what an article says can never become markup.

/** An element with properties set, and children that are nodes or strings; null children are left out. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && !name.includes("-")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A button that does something; never a submit button. */
export function button(label, properties, action) {
  return element("button", { type: "button", onclick: action, ...properties }, label);
}

/** Other children for an element; the focus stays where it was, on what stands in its place. */
export function redraw(parent, children) {
  const focusable = () => [...parent.querySelectorAll("button, summary, a[href]")];
  const focused = focusable().indexOf(document.activeElement);
  parent.replaceChildren(...children);
  if (focused >= 0) focusable()[focused]?.focus({ preventScroll: true });
}

/** The address, if it is one of the web; null for anything else, such as javascript: */
export function webAddress(address) {
  return /^https?:\/\//i.test(address ?? "") ? address : null;
}

/** Tells people who do not see the page what has changed. */
export function announce(message) {
  document.getElementById("status").textContent = message;
}
