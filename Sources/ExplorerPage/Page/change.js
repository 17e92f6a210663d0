// Holding values of the chosen unit over steps, and what that changes.

import { byId, element, list, say, set } from "./elements.js";
import { makeHold, withHold } from "./holds.js";
import { fixed, percent } from "./numbers.js";

export class HoldForm {
  constructor(app) {
    this.app = app;
    byId("hold").addEventListener("submit", (event) => {
      event.preventDefault();
      this.hold();
    });
    byId("hold-reset").addEventListener(
      "click", () => app.change({ holds: [], span: null }));
    byId("effect").append(element("span"), element("button", {
      type: "button", class: "link", onclick: (event) => app.change({
        step: Number(event.target.value) }) }));
    byId("hold-key").addEventListener("change", () => this.range());
    for (const id of ["hold-from", "hold-to"]) {
      byId(id).addEventListener("change", () => app.change({ span: this.span }));
    }
    byId("hold-value").addEventListener("input", () => {
      this.number();
      this.hold();
    });
  }

  get span() {
    const [from, to] = ["hold-from", "hold-to"].map(
      (id) => Math.max(0, Math.round(Number(byId(id).value))));
    return [Math.min(from, to), Math.max(from, to)];
  }

  /// Holds what the form says.
  hold() {
    const { app } = this;
    const [from, to] = this.span;
    const hold = makeHold({ layer: app.view.layer, key: byId("hold-key").value,
      unit: app.view.unit, value: Number(byId("hold-value").value), from, to });
    app.change({ holds: withHold(app.view.holds, hold) });
  }

  /// Holds a gate over steps that were dragged over: shut where it was open,
  /// open where it was shut.
  drag(key, [from, to]) {
    const { app } = this;
    const { view, base } = app;
    let sum = 0;
    for (let t = from; t <= to; t += 1) {
      sum += base.isDone
        ? base.value(view.layer, key, t, view.unit)
        : app.reading.value(view.layer, key, t, view.unit);
    }
    byId("hold-key").value = key;
    this.range();
    byId("hold-value").value = sum / (to - from + 1) > 0.5 ? 0 : 1;
    [byId("hold-from").value, byId("hold-to").value] = [from, to];
    this.number();
    this.hold();
    byId("hold-value").focus({ preventScroll: true });
  }

  /// The slider reaches as far as the quantity does.
  range() {
    const limit = this.app.limit(byId("hold-key").value, this.app.view.unit);
    const slider = byId("hold-value");
    slider.min = limit === null ? 0 : -limit;
    slider.max = limit ?? 1;
    slider.step = (limit ?? 1) / 100;
    this.number();
  }

  number() {
    byId("hold-number").textContent = fixed(Number(byId("hold-value").value));
  }

  refresh() {
    const { app } = this;
    const { view, definition } = app;
    if (this.cell !== definition.name) {
      this.cell = definition.name;
      byId("hold-key").replaceChildren(...definition.quantities.map((q) => (
        element("option", { value: q.key }, `${q.symbol} ${q.name}`))));
      this.range();
    }
    const [from, to] = view.span ?? [view.step, view.step];
    this.fill(byId("hold-from"), from);
    this.fill(byId("hold-to"), to);
    list(byId("holds"), view.holds, () => this.newHold(), (item, hold) => {
      item.hold = hold;
      set(item.firstChild, "aria-label", `Let go of ${hold.text}`);
      say(item.firstChild, `${hold.text} ×`);
    });
    byId("hold-reset").hidden = view.holds.length === 0;
  }

  /// What is being written stays.
  fill(field, value) {
    const isBusy = document.activeElement === field;
    if (!isBusy && field.value !== String(value)) field.value = value;
  }

  newHold() {
    const { app } = this;
    const item = element("li", {}, element("button", {
      type: "button", title: "Let go", onclick: () => app.change({
        holds: app.view.holds.filter((h) => h !== item.hold) }) }));
    return item;
  }

  /// What the holds change, in words, and a way to where they change most.
  effect() {
    const { app } = this;
    const { view, reading, base } = app;
    const box = byId("effect");
    const from = Math.min(...view.holds.map((h) => h.from));
    box.hidden = view.holds.length === 0 || !base.isDone || !reading.isDone
      || !app.predictsText || base.length - from < 2;
    if (box.hidden) return;
    const at = changeAt(reading, base, view.step);
    const most = mostChanged(reading, base, from);
    say(box.firstChild, `After step ${from}: ${fixed(base.loss(from + 1), 3)} → `
      + `${fixed(reading.loss(from + 1), 3)} nats per character. After step `
      + `${view.step}, ${app.nameOf(at.index)}: ${percent(at.before)} → `
      + `${percent(at.now)}. `);
    box.lastChild.hidden = most.step === view.step;
    box.lastChild.value = most.step;
    say(box.lastChild, `Most at step ${most.step}, ${
      app.nameOf(most.index)}: ${percent(most.before)} → ${percent(most.now)}`);
  }
}

/// The item whose probability after a step changed most, and how far.
function changeAt(reading, base, step) {
  const [now, before] = [reading.logs(step), base.logs(step)];
  let most = { size: -1 };
  for (let index = 0; index < now.length; index += 1) {
    const [p, q] = [Math.exp(now[index]), Math.exp(before[index])];
    if (Math.abs(p - q) > most.size) {
      most = { size: Math.abs(p - q), step, index, before: q, now: p };
    }
  }
  return most;
}

let lastMost = { name: "" };

/// That of the step after which it changed most.
export function mostChanged(reading, base, from) {
  const name = `${from} ${reading.stamps[reading.length - 1]}`;
  if (lastMost.name !== name) {
    let most = { size: -1 };
    for (let t = from; t < reading.length; t += 1) {
      const next = changeAt(reading, base, t);
      if (next.size > most.size) most = next;
    }
    lastMost = { name, most };
  }
  return lastMost.most;
}
