// Where in a text the chosen unit is highest and lowest, and where the units of
// a stretch are on together elsewhere.

import { byId, element } from "./elements.js";
import { visible, signed, percent } from "./numbers.js";
import { threshold } from "./statistics.js";

export class Places {
  constructor(app) {
    this.app = app;
    byId("match-button").addEventListener("click", () => this.match());
  }

  /// Where in the corpus the chosen unit is highest and lowest.
  draw() {
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
    const limit = statistics.largest(unit);
    byId("contexts").replaceChildren(
      ...[...statistics.extremes(unit, 4), ...statistics.extremes(unit, 4, -1)]
        .map((place) => this.context({ ...place, limit })));
  }

  context({ step, value, limit, length = 1, score }) {
    const { app } = this;
    const text = this.corpus ??= Array.from(app.header.corpus.text);
    const shown = (from, to) => text.slice(Math.max(0, from), to)
      .map((c) => (c === " " ? c : visible(c))).join("");
    const memory = app.definition.memory?.quantity ?? "h";
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

  /// The units that are on at every step of the chosen stretch and off just
  /// before or just after it, and the stretches where most of them are again.
  match() {
    const { app } = this;
    const { statistics } = app;
    if (!statistics?.isDone) return;
    const [from, to] = app.view.span ?? [app.view.step, app.view.step];
    const length = to - from + 1;
    const pattern = this.pattern(from, to);
    const words = pattern.length === 0
      ? `No unit has h beyond ±${threshold} at steps ${from}–${to} alone.`
      : `On at steps ${from}–${to}, and not around: ${
        pattern.map((p) => p.unit).join(", ")}.`;
    byId("matches").replaceChildren(element("li", { class: "plain" }, words),
      ...(pattern.length === 0 ? [] : statistics.matches(pattern, length, 5))
        .map((place) => this.context(place)));
  }

  pattern(from, to) {
    const { reading, view, layer } = this.app;
    const isOn = (unit, sign, t) => (
      sign * reading.value(view.layer, "h", t, unit) >= threshold);
    const around = [from - 1, to + 1].filter(
      (t) => t >= 0 && t < reading.length);
    const found = [];
    for (let unit = 0; unit < layer.states.h; unit += 1) {
      for (const sign of [1, -1]) {
        let t = from;
        while (t <= to && isOn(unit, sign, t)) t += 1;
        const isAlone = around.length === 0
          || around.some((k) => !isOn(unit, sign, k));
        if (t > to && isAlone) found.push({ unit, sign });
      }
    }
    return found;
  }
}
