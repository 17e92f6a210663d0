// The units: which are shown, by what order, and what each computes.

import { byId, element, formula, say, set } from "./elements.js";
import { drawPanel, drawKey } from "./heatmap.js";
import { signed, fixed } from "./numbers.js";

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
    set(byId("all-button"), "aria-pressed", view.all);
    say(byId("all-button"), `All ${app.layer.units} units`);
    byId("all-button").hidden = app.layer.units <= 16;
    if (this.cell !== definition.name) this.fill(definition);
    byId("quantities").querySelector(`[value="${view.quantity}"]`).checked = true;
    if (this.findings !== app.findings) this.name(app.findings);
    for (const chip of byId("known").querySelectorAll("button")) {
      set(chip, "aria-pressed", Number(chip.value) === view.unit);
    }
  }

  /// The units that something is known of, to choose and to search.
  name(findings) {
    this.findings = findings;
    const all = Array.from(findings.values());
    byId("found").replaceChildren(...all.map((f) => element(
      "option", { value: f.label }, `unit ${f.unit}`)));
    byId("known").hidden = all.length === 0;
    byId("known").replaceChildren("Known units", ...all.map((f) => element(
      "button", { type: "button", value: f.unit, title: f.words,
        onclick: () => this.app.change(
          { unit: f.unit, quantity: f.quantity }) },
      f.label.replaceAll("-", " "), element("span", {}, ` ${f.unit}`))));
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
    const found = Array.from(app.findings.values()).find((f) => (
      f.label.replaceAll("-", " ").includes(wanted.replaceAll("-", " "))));
    if (found) app.change({ unit: found.unit, quantity: found.quantity });
  }

  /// Draws what is in sight; the rest keeps its place, and costs nothing.
  draw({ all = false } = {}) {
    const { app } = this;
    const panels = app.panels;
    if (this.canvases.length !== panels.length) this.build(panels.length);
    const height = `${app.rows.length * app.rowHeight}px`;
    panels.forEach((panel, k) => {
      const { title, canvas, key } = this.canvases[k];
      this.title(panel, title, key);
      if (canvas.style.height !== height) canvas.style.height = height;
      if (all || canvas.isInSight) drawPanel(app, canvas, panel);
    });
  }

  /// What a panel shows and what its colours mean.
  title({ symbol, words, limit, isOwn }, title, key) {
    const { app } = this;
    const most = isOwn ? "own" : limit(app.rows[0]);
    const name = `${symbol}|${words}|${most}|${app.colours.isDark}`;
    if (title.dataset.name === name) return;
    title.dataset.name = name;
    title.firstChild.replaceChildren(formula(symbol), ` ${words}`,
      isOwn ? element("span", {}, " · each unit on its own scale") : "");
    const digits = most < 1 ? 2 : 0;
    const ends = most === null ? ["0 closed", "open 1"]
      : isOwn ? ["−", "+"] : [fixed(-most, digits), signed(most, digits)];
    key.firstChild.textContent = ends[0];
    key.lastChild.textContent = ends[1];
    drawKey(key.children[1], app.colours, isOwn ? 1 : most);
  }

  build(count) {
    this.sight?.disconnect();
    this.sight = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        target.isInSight = isIntersecting;
      }
      this.app.schedule();
    }, { rootMargin: "200px 0px" });
    this.canvases = Array.from({ length: count }, () => {
      const key = element("span", { class: "key" }, element("span"),
        element("canvas", { "aria-hidden": "true" }), element("span"));
      const title = element("h3", {}, element("span"), key);
      const canvas = element("canvas", { "aria-hidden": "true" });
      this.onpoint(canvas);
      this.sight.observe(canvas);
      return { title, canvas, key };
    });
    byId("panels").replaceChildren(
      ...this.canvases.flatMap(({ title, canvas }) => [title, canvas]));
  }
}
