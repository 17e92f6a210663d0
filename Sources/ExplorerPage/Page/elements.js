// Small parts of the page.

export const byId = (id) => document.getElementById(id);

/// An HTML element with attributes and children; text is never read as HTML.
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function svgElement(name, attributes = {}, ...children) {
  const space = "http://www.w3.org/2000/svg";
  return filled(document.createElementNS(space, name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/// As many children as there are items: make gives a new one, fill writes an
/// item into it. What stands already is kept, and only what differs written.
export function list(parent, items, make, fill) {
  while (parent.children.length > items.length) parent.lastChild.remove();
  items.forEach((item, k) => {
    if (k === parent.children.length) parent.append(make());
    fill(parent.children[k], item);
  });
}

/// Writes a text where another stands.
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/// Sets an attribute where it differs.
export function set(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/// A share as a width.
export function stretch(bar, share) {
  const width = `${(100 * share).toFixed(2)}%`;
  if (bar.style.width !== width) bar.style.width = width;
}

/// A formula's pieces, `C_{t−1}` as C and a lowered t−1.
export function formulaPieces(source) {
  const pieces = [];
  for (const [, plain, group, letter] of source.matchAll(
    /([^_^]+)|[_^](?:\{([^}]*)\}|(.))/gu)) {
    pieces.push({ text: plain ?? group ?? letter, isLowered: !plain });
  }
  return pieces;
}

/// A formula in HTML.
export function formula(source) {
  const pieces = formulaPieces(source).map(({ text, isLowered }) => (
    isLowered ? element("sub", {}, text) : text));
  return element("i", {}, ...pieces);
}

/// Says something briefly, to eyes and ears.
export function tell(text) {
  byId("told").textContent = text;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { byId("told").textContent = ""; }, 2500);
}

/// Copies a text, also where the browser has no clipboard to offer.
export async function copy(text, words) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = element("textarea", {}, text);
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  tell(words);
}

/// Calls back when the browser has nothing else to do, with the milliseconds
/// that are then free; a few where it never has.
export function whenIdle(work) {
  if (window.requestIdleCallback) {
    requestIdleCallback((deadline) => work(Math.max(
      4, Math.min(10, deadline.timeRemaining() - 2))), { timeout: 100 });
  } else setTimeout(() => work(6), 30);
}

/// Hands a file to the browser.
export function save(name, parts, type) {
  const address = URL.createObjectURL(
    parts instanceof Blob ? parts : new Blob([parts], { type }));
  const link = element("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
