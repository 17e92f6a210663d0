// The arithmetic of the chosen step: every line of the cell with its terms.

import { element, formulaPieces, byId, list, say } from "./elements.js";
import { fixed, signed, visible } from "./numbers.js";
import { workedSum } from "./arithmetic.js";

/// Each line of the cell, folded; an open one with its five largest terms.
export function drawSums(app) {
  const box = byId("sums");
  const { definition, view, reading } = app;
  if (box.dataset.cell !== definition.name) {
    box.dataset.cell = definition.name;
    box.replaceChildren(...definition.equations.map((equation, k) => {
      const part = element("details", { "data-key": equation.key,
        open: k === 0, ontoggle: () => drawSum(app, part) },
      element("summary", {}, element("b", {}, ...written(equation.text)),
        element("span", { class: "value" })),
      element("table", {}, element("tbody")));
      return part;
    }));
  }
  for (const part of box.children) {
    const value = reading.value(
      view.layer, part.dataset.key, view.step, view.unit);
    say(part.querySelector(".value"), fixed(value, 4));
    drawSum(app, part);
  }
}

/// An equation with its indices lowered.
function written(text) {
  return formulaPieces(text).map(({ text: piece, isLowered }) => (
    isLowered ? element("sub", {}, piece) : piece));
}

function drawSum(app, part) {
  if (!part.open || app.view.step >= app.reading.length) return;
  const key = part.dataset.key;
  list(part.querySelector("tbody"),
    app.definition.sums[key] ? sumRows(app, key) : resultRows(app, key),
    () => newRow(app), fillRow);
}

/// A sum's five largest terms, the rest, the bias, and what becomes of it.
function sumRows(app, key) {
  const { reading, view } = app;
  const { terms, bias, sum, words } = workedSum(
    reading, view.layer, key, view.step, view.unit);
  const rest = terms.slice(5);
  const value = reading.value(view.layer, key, view.step, view.unit);
  const rows = terms.slice(0, 5).map((term) => ({
    term, value: term.product,
    name: term.isCharacter
      ? `character ${visible(app.names[view.step])}` : term.source,
    product: term.input === undefined
      ? "" : `${fixed(term.input)} × ${fixed(term.weight)}` }));
  if (rest.length > 0) {
    rows.push({ name: `+ ${rest.length} smaller terms`,
      value: rest.reduce((total, { product }) => total + product, 0) });
  }
  rows.push({ name: "bias", value: bias });
  if (words) rows.push({ name: "z", value: sum, kind: "sum" });
  rows.push({ name: app.symbol(key), value, kind: "sum",
    product: app.isHeld(key) ? "held at" : words });
  return rows;
}

/// What a line without a sum of its own made of the others.
function resultRows(app, key) {
  const { reading, view, definition } = app;
  const parts = definition.equations.find((e) => e.key === key).of;
  return [...parts.map(({ key: other, before }) => ({
    name: app.symbol(other) + (before ? " before" : ""),
    value: before
      ? reading.before(view.layer, other, view.step, view.unit)
      : reading.value(view.layer, other, view.step, view.unit) })),
  { name: app.symbol(key), kind: "sum",
    value: reading.value(view.layer, key, view.step, view.unit) }];
}

/// A row of a table; pointing at it lights what its term came from.
function newRow(app) {
  const go = element("button", { type: "button",
    onclick: () => app.change({ unit: row.term.unit }) });
  const row = element("tr", {}, element("td", {}, go, element("span")),
    element("td"), element("td"));
  row.addEventListener("pointerenter", () => app.light(row.term));
  row.addEventListener("pointerleave", () => app.light(null));
  return row;
}

function fillRow(row, { term, name, product, value, kind }) {
  const [label, middle, right] = row.children;
  const isUnit = term?.unit !== undefined;
  row.term = term;
  row.className = kind ?? "";
  label.firstChild.hidden = !isUnit;
  label.firstChild.title = isUnit ? `Go to unit ${term.unit}` : "";
  say(label.firstChild, isUnit ? name : "");
  say(label.lastChild, isUnit ? "" : name);
  say(middle, product ?? "");
  say(right, signed(value, 4));
}
