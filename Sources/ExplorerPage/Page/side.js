// The chosen step in words, in the cell, in arithmetic and in memory.

import { element, byId, list, say, stretch } from "./elements.js";
import { fixed, signed, percent, visible } from "./numbers.js";
import { carried, carriedLimit, diagram } from "./diagram.js";
import { keptShare } from "./memory.js";
import { drawSums } from "./sums.js";
import { drawMemory } from "./shares.js";

const drawings = {};

/// What is beside the picture, in parts that are drawn one after another.
export function sideParts(app) {
  const isReady = app.view.step < app.reading.length;
  const words = () => say(
    byId("sentence"), isReady ? sentence(app) : app.emptyWords);
  return isReady
    ? [() => { words(); drawDiagram(app); drawNext(app); },
      () => drawSums(app), () => drawMemory(app)]
    : [words];
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
  const write = app.shares?.written[view.step] ?? NaN;
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
    input: app.model.isText ? visible(app.names[view.step]) : "row",
  };
  show(
    (expression) => carried(expression, source),
    (expression) => carriedLimit(expression, (key) => app.limit(key, view.unit)),
    (value, limit) => app.colours.css(value, limit));
}

/// The likeliest next characters, or what is predicted, with what they were
/// before anything was held.
function drawNext(app) {
  const { reading, view, model } = app;
  const before = app.ghost?.logs(view.step);
  if (!model.readout || !model.isText) return drawPredicted(app, before);
  const guesses = reading.likeliest(view.step);
  list(byId("next"), guesses, () => element("li", {},
    element("span", { class: "c" }),
    element("span", { class: "track" },
      element("span", { class: "now" }), element("span", { class: "before" })),
    element("span")), (row, { index, probability }) => {
    const old = before ? Math.exp(before[index]) : null;
    const [name, track, words] = row.children;
    row.dataset.probability = probability;
    say(name, app.nameOf(index));
    stretch(track.firstChild, probability);
    stretch(track.lastChild, old ?? 0);
    track.lastChild.hidden = old === null;
    say(words, (old === null ? "" : `${percent(old)} → `)
      + percent(probability));
  });
}

/// What is predicted of a series.
function drawPredicted({ model, reading, view }, before) {
  const names = model.readout?.targets ?? [];
  const values = model.readout ? Array.from(reading.logs(view.step)) : [];
  const words = values.map((value, k) => `${names[k] ?? `output ${k}`}: ${
    fixed(value, 3)}${before ? ` (before ${fixed(before[k], 3)})` : ""}`);
  list(byId("next"), model.readout ? words : ["This model has no readout."],
    () => element("li", { class: "plain" }), say);
}
