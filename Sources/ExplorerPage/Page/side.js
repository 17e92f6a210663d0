// The chosen step in words, in the cell, in arithmetic and in memory.

import { element, formula, formulaPieces, byId } from "./elements.js";
import { fixed, signed, percent, visible } from "./numbers.js";
import { carried, carriedLimit, diagram } from "./diagram.js";
import { workedSum } from "./arithmetic.js";
import { keptShare } from "./memory.js";

const drawings = {};

export function drawSide(app) {
  const isReady = app.view.step < app.reading.length;
  byId("sentence").textContent = isReady ? sentence(app) : app.emptyWords;
  if (!isReady) return;
  drawDiagram(app);
  drawNext(app);
  drawSums(app);
  drawMemory(app);
}

/// One sentence for the chosen cell, for eyes and for a screen reader.
function sentence(app) {
  const { reading, view } = app;
  const at = (key) => reading.value(view.layer, key, view.step, view.unit);
  const name = app.findings.get(view.unit);
  const unit = `Unit ${view.unit}${name ? ` (${name.label})` : ""}`;
  const memory = app.definition.memory;
  const state = `h is ${fixed(at("h"))}`;
  if (!memory) {
    return `Step ${view.step} read ${app.spoken(view.step)}. ${unit}: ${state}.`;
  }
  const kept = keptShare(reading, view.layer, view.unit, view.step);
  const write = app.shares?.at(-1)?.written ?? NaN;
  const letter = app.symbol(memory.quantity);
  return `Step ${view.step} read ${app.spoken(view.step)}. ${unit} kept `
    + `${percent(kept)} of its memory and wrote ${signed(write)}: ${letter} is `
    + `${fixed(at(memory.quantity))}`
    + (memory.quantity === "h" ? "." : `, ${state}.`);
}

function drawDiagram(app) {
  const { view, reading } = app;
  const name = app.model.layers[view.layer].cell;
  if (!app.definition.diagram) return;
  drawings[name] ??= diagram(app.definition.diagram);
  const { svg, show } = drawings[name];
  if (byId("diagram").firstChild !== svg) byId("diagram").replaceChildren(svg);
  const source = {
    now: (key) => reading.value(view.layer, key, view.step, view.unit),
    before: (key) => reading.before(
      view.layer, key, view.step, view.unit),
    input: app.model.isText ? `“${visible(app.names[view.step])}”` : "row",
  };
  show(
    (expression) => carried(expression, source),
    (expression) => carriedLimit(expression, (key) => app.limit(key)),
    (value, limit) => app.colours.css(value, limit));
}

/// The likeliest next characters, or what is predicted, with what they were
/// before anything was held.
function drawNext(app) {
  const { reading, view, model } = app;
  const list = byId("next");
  if (!model.readout) {
    list.replaceChildren(element("li", {}, "This model has no readout."));
    return;
  }
  const before = app.ghost?.logs(view.step);
  if (!model.isText) {
    const names = model.readout.targets;
    const predicted = Array.from(reading.logs(view.step));
    list.replaceChildren(...predicted.map((value, k) => element(
      "li", {}, `${names[k] ?? `output ${k}`}: ${fixed(value, 3)}`
        + (before ? ` (before ${fixed(before[k], 3)})` : ""))));
    return;
  }
  const isSame = app.nextRows === reading.likeliest(view.step).length;
  list.replaceChildren(...reading.likeliest(view.step).map((guess) => {
    const old = before ? Math.exp(before[guess.index]) : null;
    return element("li", { "data-probability": guess.probability },
      element("span", { class: "c" }, app.nameOf(guess.index)),
      track(guess.probability, old),
      element("span", {}, (old === null ? "" : `${percent(old)} → `)
        + percent(guess.probability)));
  }));
  return isSame;
}

function track(share, before) {
  const bar = element("span");
  bar.style.width = `${100 * share}%`;
  const box = element("span", { class: "track" }, bar);
  if (before !== null) {
    const mark = element("span", { class: "before" });
    mark.style.width = `${100 * before}%`;
    box.append(mark);
  }
  return box;
}

/// Each line of the cell, folded; an open one with its five largest terms.
function drawSums(app) {
  const box = byId("sums");
  const { definition, view, reading } = app;
  if (box.dataset.cell !== definition.name) {
    box.dataset.cell = definition.name;
    const isFirst = (k) => k === 0;
    box.replaceChildren(...definition.equations.map((equation, k) => {
      const part = element("details", { "data-key": equation.key,
        open: isFirst(k), ontoggle: () => drawSum(app, part) },
      element("summary", {}, element("b", {}, ...written(equation.text)),
        element("span", { class: "value" })),
      element("div"));
      return part;
    }));
  }
  for (const part of box.children) {
    const value = reading.value(
      view.layer, part.dataset.key, view.step, view.unit);
    part.querySelector(".value").textContent = fixed(value, 4);
    drawSum(app, part);
  }
}

/// An equation with its indices lowered.
function written(text) {
  return formulaPieces(text).map(({ text: piece, isLowered }) => (
    isLowered ? element("sub", {}, piece) : piece));
}

function drawSum(app, part) {
  if (!part.open) return;
  const { definition, view } = app;
  const key = part.dataset.key;
  part.lastChild.replaceChildren(definition.sums[key]
    ? sumTable(app, key)
    : resultTable(app, key));
}

function sumTable(app, key) {
  const { reading, view } = app;
  const { terms, bias, sum, words } = workedSum(
    reading, view.layer, key, view.step, view.unit);
  const rest = terms.slice(5);
  const value = reading.value(view.layer, key, view.step, view.unit);
  const rows = terms.slice(0, 5).map((term) => termRow(app, term));
  if (rest.length > 0) {
    rows.push(row(`+ ${rest.length} smaller terms`, "",
      rest.reduce((total, term) => total + term.product, 0)));
  }
  rows.push(row("bias", "", bias));
  if (words) rows.push(row("z", "", sum, "sum"));
  rows.push(row(app.symbol(key), words, value, "sum"));
  return element("table", {}, element("tbody", {}, ...rows));
}

/// A term; pointing at it lights what it came from.
function termRow(app, term) {
  const { view } = app;
  const name = term.isCharacter
    ? `character ${visible(app.names[view.step])}` : term.source;
  const product = term.input === undefined
    ? "" : `${fixed(term.input)} × ${fixed(term.weight)}`;
  const isUnit = term.unit !== undefined && view.layer >= 0;
  const label = isUnit ? element("button", { type: "button",
    title: `Go to unit ${term.unit}`,
    onclick: () => app.change({ unit: term.unit }) }, name) : name;
  const line = row(label, product, term.product);
  line.addEventListener("pointerenter", () => app.light(term));
  line.addEventListener("pointerleave", () => app.light(null));
  return line;
}

function row(name, product, value, kind) {
  return element("tr", { class: kind }, element("td", {}, name),
    element("td", {}, product), element("td", {}, signed(value, 4)));
}

/// What a line without a sum of its own made of the others.
function resultTable(app, key) {
  const { reading, view, definition } = app;
  const letters = definition.equations.find((e) => e.key === key).of;
  const rows = letters.map(({ key: other, before }) => {
    const value = before
      ? reading.before(view.layer, other, view.step, view.unit)
      : reading.value(view.layer, other, view.step, view.unit);
    return row(app.symbol(other) + (before ? " before" : ""), "", value);
  });
  const value = reading.value(view.layer, key, view.step, view.unit);
  rows.push(row(app.symbol(key), "", value, "sum"));
  return element("table", {}, element("tbody", {}, ...rows));
}

/// The writes that are most of the memory.
function drawMemory(app) {
  const { shares, view } = app;
  byId("memory-part").hidden = !shares;
  if (!shares) return;
  const most = Math.max(1e-12, ...shares.map((w) => Math.abs(w.share)));
  const largest = [...shares]
    .sort((a, b) => Math.abs(b.share) - Math.abs(a.share)).slice(0, 8)
    .sort((a, b) => a.step - b.step);
  const rest = shares.reduce((sum, w) => sum + w.share, 0)
    - largest.reduce((sum, w) => sum + w.share, 0);
  byId("memory").replaceChildren(...largest.map((write) => {
    const bar = element("span", { class: write.share < 0 ? "minus" : "plus" });
    bar.style.width = `${50 * Math.abs(write.share) / most}%`;
    return element("li", { title: `wrote ${signed(write.written, 4)}, of which `
      + `${percent(write.kept)} is left` },
    element("button", { type: "button", onclick: () => app.change(
      { step: write.step }) }, `${write.step} ${app.short(write.step)}`),
    element("span", { class: "bars" }, bar),
    element("span", {}, signed(write.share, 3)));
  }));
  if (shares.length > largest.length) {
    byId("memory").append(element("li", {},
      element("span", {}, "the rest"), element("span"),
      element("span", {}, signed(rest, 3))));
  }
  byId("memory-name").replaceChildren(
    "Whose write is still in ", formula(app.symbol(app.definition.memory.quantity)),
    ` after step ${view.step}`);
}
