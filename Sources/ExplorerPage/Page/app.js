// The one state of the page, and what follows from it. Whoever changes
// something calls change; a frame later everything shows it.

import { Axis, inks } from "./axis.js";
import { Colours } from "./colours.js";
import { Reading } from "./reading.js";
import { Statistics, ordered } from "./statistics.js";
import { currentShares } from "./lane.js";
import { parsedRows } from "./series.js";
import { written } from "./address.js";
import { fits } from "./holds.js";
import { visible, fixed, oneTwoFive } from "./numbers.js";
import { tell, whenIdle } from "./elements.js";

/// So many steps are read and no more: all of them answer at once.
export const mostSteps = 2000;

export class App {
  constructor(header, model) {
    [this.header, this.model] = [header, model];
    this.axis = new Axis();
    this.reading = new Reading(model);
    this.base = new Reading(model);
    this.otherReading = new Reading(model);
    this.findings = new Map();
    [this.names, this.items, this.otherNames] = [[], [], []];
    this.hasCaret = false;
    this.first = header.view;
    this.view = { ...this.first, holds: [] };
    this.problem = "";
  }

  get layer() { return this.model.layers[this.view.layer]; }
  get definition() { return this.layer.definition; }
  get gates() {
    return this.definition.quantities.filter((q) => q.range === "gate");
  }

  /// Whether something is held, and what it was before.
  get ghost() {
    if (this.view.compare === "text") return this.otherReading;
    return this.view.holds.length > 0 ? this.base : null;
  }

  /// Whether the chosen unit's quantity is held at the chosen step.
  isHeld(key) {
    const { layer, unit, step, holds } = this.view;
    return holds.some((h) => h.layer === layer && h.key === key
      && h.unit === unit && h.from <= step && step <= h.to);
  }

  quantity(key) {
    return this.definition.quantities.find((q) => q.key === key);
  }
  symbol(key) { return this.quantity(key)?.symbol ?? key; }

  get predictsText() {
    return this.model.isText && Boolean(this.model.readout);
  }

  /// The scale of a quantity: null for a gate, else the largest magnitude that
  /// colours show. What has no bounds has a scale of each unit's own, which
  /// reaches as far as the unit goes in the model's text of reference, and in all
  /// that is read here.
  limit(key, unit) {
    const range = this.quantity(key)?.range;
    if (range === "gate") return null;
    if (range != null) return range;
    if (!this.quantity(key)) return key.startsWith("z") ? 6 : 1;
    const { reach } = this.model.layers[this.view.layer];
    const most = Math.max(
      reach?.[key]?.[unit] ?? 0,
      ...[this.reading, this.ghost].map(
        (reading) => reading?.magnitude(this.view.layer, key, unit) ?? 0));
    return Math.max(1, oneTwoFive(most));
  }

  /// What a symbol is called where there is little room.
  nameOf(index) {
    return index === this.model.reader.unknown && index === 0
      ? "?" : visible(this.model.vocabulary[index]);
  }

  /// What a step read, in a few letters, and as it is spoken.
  short(step) { return visible(this.names[step] ?? ""); }
  spoken(step) {
    const words = { " ": "a space", "\n": "a new line", "\t": "a tab" };
    const name = this.names[step] ?? "";
    return words[name] ?? (this.model.isText ? `‘${this.short(step)}’` : name);
  }

  get emptyWords() {
    return this.problem || (this.items.length === 0
      ? "Write something: the network reads it as you type." : "Reading …");
  }

  /// Changes the view; whatever follows from it is made anew.
  change(view, { isTyped = false } = {}) {
    const before = this.view;
    this.view = { ...before, ...view };
    // Fields of text know one kind of line end.
    this.view.text = this.view.text?.replace(/\r\n?/g, "\n");
    const isNew = (...keys) => keys.some((key) => this.view[key] !== before[key]);
    if (isNew("layer", "unit", "quantity")) this.choose();
    if (isNew("text", "other")) this.readText();
    if (isNew("holds")) this.reading.hold(this.validHolds());
    if (isNew("theme")) this.dress();
    if (isNew("layer")) this.restartStatistics();
    if (isNew("layer", "order", "all")) this.arrange();
    this.view.step = Math.min(
      Math.max(0, this.view.step), Math.max(0, this.items.length - 1));
    if (isNew("step") || isTyped) this.axis.reveal(this.view.step);
    this.isChanged = true;
    this.changedAt = isTyped ? performance.now() : 0;
    document.querySelector("main").ariaBusy = "true";
    this.schedule();
  }

  validHolds() {
    this.view.holds = this.view.holds.filter((hold) => fits(hold, this.model));
    return this.view.holds;
  }

  /// Layer, unit and quantity that exist.
  choose() {
    const { view, model } = this;
    view.layer = Math.min(view.layer, model.layers.length - 1);
    view.unit = Math.min(view.unit, this.layer.units - 1);
    if (!this.quantity(view.quantity)) {
      view.quantity = this.definition.memory?.quantity ?? "h";
    }
    this.findings = new Map(this.header.findings
      .filter((f) => f.layer === view.layer).map((f) => [f.unit, f]));
  }

  readText() {
    const read = (text) => {
      if (!this.model.isText) return this.readRows(text);
      let names = this.model.characters(text);
      if (names.length > mostSteps) {
        tell(`The first ${mostSteps} characters are read.`);
        names = names.slice(0, mostSteps);
      }
      return { names, items: names.map((name) => this.model.index(name)) };
    };
    const { names, items } = read(this.view.text);
    [this.names, this.items] = [names, items];
    this.axis.steps = names.length;
    this.reading.read(items);
    this.base.read(items);
    const other = read(this.view.other ?? "");
    this.otherNames = other.names;
    this.otherReading.read(other.items);
  }

  readRows(text) {
    const { rows, labels, problem } = parsedRows(
      text, this.model.reader.columns);
    this.problem = problem ?? "";
    return { names: labels?.slice(0, mostSteps) ?? [],
      items: rows?.slice(0, mostSteps) ?? [] };
  }

  /// Colours for the theme of the moment.
  dress() {
    document.documentElement.dataset.theme = this.view.theme;
    const isDark = this.view.theme === "dark" || (this.view.theme !== "light"
      && matchMedia("(prefers-color-scheme: dark)").matches);
    this.colours = new Colours(this.header.colours, isDark);
    this.inks = inks();
  }

  restartStatistics() {
    const items = this.model.isText
      ? this.model.characters(this.header.corpus?.text ?? "")
        .map((name) => this.model.index(name))
      : this.items;
    this.statistics = items.length > 0
      ? new Statistics(this.model, items, this.view.layer) : null;
    this.lookOn();
  }

  /// Reads the corpus on whenever nothing else is to be done.
  lookOn() {
    const statistics = this.statistics;
    if (!statistics || statistics.isDone) return;
    whenIdle((budget) => {
      if (this.statistics !== statistics) return;
      const isFree = this.isDone && !this.isTyping;
      if (isFree && statistics.advance(budget)) {
        this.arrange();
        this.onlooked?.();
      }
      this.lookOn();
    });
  }

  /// Whether the reader's hands are on the keys.
  get isTyping() { return performance.now() - this.changedAt < 400; }

  /// Which units are shown, in which order.
  arrange() {
    const order = ordered(
      this.view.order, this.layer.units, this.statistics, this.findings);
    this.rows = this.view.all ? order : order.slice(0, 16);
    if (!this.rows.includes(this.view.unit)) {
      this.rows = [this.view.unit, ...this.rows.slice(0, 15)];
    }
    this.rowHeight = this.rows.length > 32 ? 4 : 8;
    this.schedule();
  }

  /// The panels under the lane: the six quantities, or one of them compared.
  get panels() {
    const { view, reading } = this;
    const of = (source, key) => source.values(view.layer, key);
    const scale = ({ key, range }) => ({ isOwn: range == null,
      limit: (unit) => this.limit(key, unit) });
    if (!view.compare || (view.compare === "before" && !this.ghost)) {
      return this.definition.quantities.map((q) => ({ ...scale(q),
        key: q.key, symbol: q.symbol, words: q.name,
        value: of(reading, q.key) }));
    }
    const quantity = this.quantity(view.quantity);
    const { key, symbol, name } = quantity;
    const other = view.compare === "text" ? this.otherReading : this.base;
    const same = scale(quantity);
    const [a, b] = [of(reading, key), of(other, key)];
    const words = view.compare === "text"
      ? ["this text", "the other text", "this − other"]
      : ["with what is held", "with nothing held", "with − without"];
    return [
      { ...same, key, symbol, words: `${name}, ${words[0]}`, value: a },
      { ...same, key, symbol, words: `${name}, ${words[1]}`, value: b },
      { ...same, limit: (unit) => this.limit(key, unit) ?? 1, key,
        symbol: "Δ", words: words[2], value: (t, u) => a(t, u) - b(t, u) },
    ];
  }

  /// How well the text was predicted, in words.
  lossWords() {
    const { reading, ghost, model, view } = this;
    if (!model.isText || !model.readout || reading.length < 2) return "";
    const loss = reading.loss();
    const now = `${fixed(loss, 3)} nats per character`;
    if (!ghost || !ghost.isDone || ghost.length < 2) return now;
    const before = fixed(ghost.loss(), 3);
    return view.compare === "text"
      ? `${now}; the other ${before}` : `${before} → ${now}`;
  }

  /// Whether everything that is to be read is.
  get isDone() {
    return this.reading.isDone && (!this.ghost || this.ghost.isDone);
  }

  get address() { return written(this.view, this.first); }

  schedule() {
    if (this.isScheduled) return;
    this.isScheduled = true;
    requestAnimationFrame(() => {
      this.isScheduled = false;
      this.frame();
    });
  }

  /// Reads on for a few milliseconds and draws what is in sight.
  frame() {
    if (this.reading.advance(9)) this.ghost?.advance(5);
    this.shares = this.view.step < this.reading.length
      ? currentShares(this) : null;
    if (this.isChanged) this.onchange?.();
    this.isChanged = false;
    this.ondraw?.();
    if (!this.isDone) this.schedule();
  }
}
