// Whose write is still in the memory after the chosen step, as a list.

import { element, formula, byId, list, say, stretch } from "./elements.js";
import { fixed, signed, percent } from "./numbers.js";
import { largestShares } from "./memory.js";

/// The writes that are most of the memory.
export function drawMemory(app) {
  const { shares, view, reading } = app;
  byId("memory-part").hidden = !shares;
  if (!shares) return;
  const { share, written: wrote, kept } = shares;
  const steps = largestShares(share, 8);
  const most = Math.max(1e-12, ...steps.map((step) => Math.abs(share[step])));
  const listed = steps.reduce((sum, step) => sum + share[step], 0);
  const rest = share.reduce((sum, s) => sum + s, 0) - listed;
  const rows = steps.map((step) => ({ step, value: share[step],
    name: app.model.isText ? `${step} ${app.short(step)}` : app.short(step),
    words: `wrote ${signed(wrote[step], 4)}, of which `
      + `${percent(kept[step])} is left` }));
  if (share.length > steps.length) rows.push({ name: "the rest", value: rest });
  list(byId("memory"), rows, () => newWrite(app),
    (row, write) => fillWrite(row, write, most));
  const memory = app.definition.memory.quantity;
  nameMemory(app, memory, reading.value(
    view.layer, memory, view.step, view.unit));
}

function newWrite(app) {
  const row = element("li", {}, element("span", {}, element("button", {
    type: "button", onclick: () => app.change({ step: row.step }) }),
  element("span")),
  element("span", { class: "bars" }, element("span")), element("span"));
  return row;
}

function fillWrite(row, { step, name, value, words }, most) {
  const [label, bars, number] = row.children;
  const isStep = step !== undefined;
  row.step = step;
  row.title = words ?? "";
  label.firstChild.hidden = !isStep;
  say(label.firstChild, isStep ? name : "");
  say(label.lastChild, isStep ? "" : name);
  bars.firstChild.className = value < 0 ? "minus" : "plus";
  stretch(bars.firstChild, isStep ? Math.abs(value) / most / 2 : 0);
  say(number, signed(value, 3));
}

function nameMemory(app, memory, value) {
  const name = byId("memory-name");
  if (name.dataset.memory !== memory) {
    name.dataset.memory = memory;
    name.replaceChildren("Whose write is still in ",
      formula(app.symbol(memory)), element("span"));
  }
  say(name.lastChild, ` = ${fixed(value)} after step ${app.view.step}`);
}
