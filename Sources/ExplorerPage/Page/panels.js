// The units: which are shown, by what order, where each is highest.

import { byId, element, formula } from "./elements.js";
import { drawPanel, drawKey } from "./heatmap.js";
import { visible, signed, fixed, percent } from "./numbers.js";

export class Panels {
  constructor(app, onpoint) {
    this.app = app;
    this.onpoint = onpoint;
    this.canvases = [];
    this.wire();
  }

  wire() {
    const { app } = this;
    byId("order").addEventListener(
      "change", (event) => app.change({ order: event.target.value }));
    byId("layer").addEventListener(
      "change", (event) => app.change({ layer: Number(event.target.value) }));
    byId("all-button").addEventListener(
      "click", () => app.change({ all: !app.view.all }));
    byId("find").addEventListener("input", () => this.find());
    byId("match-button").addEventListener("click", () => this.match());
    byId("layer").replaceChildren(...app.model.layers.map(
      (_, k) => element("option", { value: k }, String(k))));
    byId("layer-label").hidden = app.model.layers.length < 2;
  }

  /// Controls as the view has them.
  refresh() {
    const { app } = this;
    const { view, definition } = app;
    byId("order").value = view.order;
    byId("order").querySelector('[value="found"]').hidden
      = app.findings.size === 0;
    byId("layer").value = view.layer;
    byId("all-button").setAttribute("aria-pressed", view.all);
    byId("all-button").textContent = `All ${app.layer.units} units`;
    byId("all-button").hidden = app.layer.units <= 16;
    if (this.cell !== definition.name) this.fill(definition);
    byId("quantities").querySelector(`[value="${view.quantity}"]`).checked = true;
    byId("found").replaceChildren(...Array.from(
      app.findings.values(), (f) => element("option", { value: f.label },
        `unit ${f.unit}`)));
  }

  fill({ name, quantities }) {
    this.cell = name;
    const legend = byId("quantities").firstElementChild;
    byId("quantities").replaceChildren(legend, ...quantities.map((q) => element(
      "label", { title: q.name }, element("input", {
        type: "radio", name: "quantity", value: q.key, "aria-label": q.name,
        onchange: () => this.app.change({ quantity: q.key }) }), q.symbol)));
  }

  /// A unit by its number or by the name of what it was found to track.
  find() {
    const wanted = byId("find").value.trim().toLowerCase();
    if (wanted === "") return;
    const { app } = this;
    const number = Number(wanted);
    if (Number.isInteger(number) && number < app.layer.units) {
      app.change({ unit: number });
      return;
    }
    const found = Array.from(app.findings.values())
      .find((f) => f.label.toLowerCase().includes(wanted));
    if (found) app.change({ unit: found.unit, quantity: found.quantity });
  }

  draw() {
    const { app } = this;
    const panels = app.panels;
    if (this.canvases.length !== panels.length) this.build(panels.length);
    panels.forEach((panel, k) => {
      const { title, canvas, key } = this.canvases[k];
      const name = `${panel.symbol}|${panel.words}|${panel.limit}|${
        app.colours.isDark}`;
      if (title.dataset.name !== name) {
        title.dataset.name = name;
        title.firstChild.replaceChildren(
          formula(panel.symbol), ` ${panel.words}`);
        const end = panel.limit === null ? ["0 closed", "open 1"]
          : [fixed(-panel.limit, panel.limit < 1 ? 2 : 0),
            signed(panel.limit, panel.limit < 1 ? 2 : 0)];
        key.firstChild.textContent = end[0];
        key.lastChild.textContent = end[1];
        drawKey(key.children[1], app.colours, panel.limit);
      }
      const place = canvas.getBoundingClientRect();
      const height = app.rows.length * app.rowHeight;
      // What is out of sight costs nothing, but keeps its place.
      if (place.top > innerHeight + 200 || place.top + height < -200) {
        canvas.style.height = `${height}px`;
        canvas.stale = true;
        return;
      }
      drawPanel(app, canvas, panel);
    });
  }

  build(count) {
    this.canvases = Array.from({ length: count }, () => {
      const key = element("span", { class: "key" }, element("span"),
        element("canvas", { "aria-hidden": "true" }), element("span"));
      const title = element("h3", {}, element("span"), key);
      const canvas = element("canvas", { "aria-hidden": "true" });
      this.onpoint(canvas);
      return { title, canvas, key };
    });
    byId("panels").replaceChildren(
      ...this.canvases.flatMap(({ title, canvas }) => [title, canvas]));
  }

  /// Where in the corpus the chosen unit is highest and lowest.
  drawContexts() {
    const { app } = this;
    const { statistics, header } = app;
    byId("contexts-part").hidden = !header.corpus;
    if (!header.corpus) return;
    const key = `${app.view.layer}.${app.view.unit}.${statistics.isDone}`;
    if (this.shown === key) return;
    this.shown = key;
    byId("matches").replaceChildren();
    byId("contexts-name").textContent = statistics.isDone
      ? `Unit ${app.view.unit} is highest and lowest here`
      : `Reading ${header.corpus.name} …`;
    if (!statistics.isDone) return void byId("contexts").replaceChildren();
    const { unit } = app.view;
    byId("contexts").replaceChildren(
      ...statistics.extremes(unit, 4).map((place) => this.context(place)),
      ...statistics.extremes(unit, 4, -1).map((place) => this.context(place)));
  }

  context({ step, value, length = 1, score }) {
    const { app } = this;
    const text = this.corpus ??= Array.from(app.header.corpus.text);
    const shown = (from, to) => text.slice(Math.max(0, from), to)
      .map((c) => (c === " " ? " " : visible(c))).join("");
    const memory = app.definition.memory?.quantity ?? "h";
    const limit = app.limit(memory) ?? 1;
    const mark = element("b", {}, shown(step, step + length));
    if (value !== undefined) {
      mark.style.background = app.colours.css(value, limit);
      mark.style.color = app.colours.ink(value, limit);
    } else mark.className = "lit";
    const number = value === undefined ? percent(score) : signed(value, 1);
    const go = () => app.change({
      text: text.slice(Math.max(0, step - 60), step + length + 20).join(""),
      step: Math.min(60, step) + length - 1, span: null, holds: [] });
    return element("li", {}, `${number.padStart(5)} `,
      element("button", { type: "button", title: "Read this passage",
        onclick: go }, shown(step - 18, step), mark,
      shown(step + length, step + length + 18)));
  }

  /// The units that are on over the chosen stretch, and where else they are.
  match() {
    const { app } = this;
    const { view, statistics, reading } = app;
    const [from, to] = view.span ?? [view.step, view.step];
    if (!statistics?.isDone) return;
    const memory = app.definition.memory?.quantity ?? "h";
    const limit = 0.5 * (app.limit(memory) ?? 1);
    const pattern = [];
    for (let unit = 0; unit < app.layer.units; unit += 1) {
      const values = Array.from({ length: to - from + 1 }, (_, k) => (
        reading.value(view.layer, memory, from + k, unit)));
      const sign = Math.sign(values[0]);
      if (values.every((v) => sign * v >= limit)) {
        pattern.push({ unit, sign, limit });
      }
    }
    const length = to - from + 1;
    const list = pattern.length === 0 ? [] : statistics.matches(
      pattern, length, 5);
    byId("matches").replaceChildren(
      element("li", {}, pattern.length === 0
        ? "No unit is on over all of these steps."
        : `${pattern.length} units are on: ${
          pattern.map((p) => p.unit).join(", ")}`),
      ...list.map((place) => this.context({ ...place, length })));
  }
}
