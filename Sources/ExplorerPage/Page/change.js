// Holding values of the chosen unit over steps, and what that changes.

import { byId, element } from "./elements.js";
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
    this.number();
    app.change({ span: [from, to] });
    this.hold();
    byId("hold-value").focus({ preventScroll: true });
  }

  /// The slider reaches as far as the quantity does.
  range() {
    const limit = this.app.limit(byId("hold-key").value);
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
    byId("hold-from").value = from;
    byId("hold-to").value = to;
    byId("holds").replaceChildren(...view.holds.map((hold) => element("li", {},
      element("button", { type: "button", title: "Let go",
        "aria-label": `Let go of ${hold.text}`,
        onclick: () => app.change({
          holds: view.holds.filter((h) => h !== hold) }) },
      `${hold.text} ×`))));
    byId("hold-reset").hidden = view.holds.length === 0;
  }

  /// What the holds change, in words.
  effect() {
    const { app } = this;
    const { view, reading, base, model } = app;
    const box = byId("effect");
    if (view.holds.length === 0 || !base.isDone || !reading.isDone) {
      box.textContent = "";
      return;
    }
    const from = Math.min(...view.holds.map((h) => h.from));
    const later = base.length - from;
    if (!model.isText || !model.readout || later < 2) {
      box.textContent = "";
      return;
    }
    const [before, after] = [base.loss(from + 1), reading.loss(from + 1)];
    const guess = base.likeliest(view.step, 1)[0];
    const now = Math.exp(reading.logs(view.step)[guess.index]);
    box.textContent = `After step ${from}: ${fixed(before, 3)} → `
      + `${fixed(after, 3)} nats per character. After step ${view.step}, `
      + `${app.nameOf(guess.index)}: ${percent(guess.probability)} → `
      + `${percent(now)}.`;
  }
}
