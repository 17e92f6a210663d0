// Keys, pointers and the text: the hands of the reader.

import { byId } from "./elements.js";
import { rugAt } from "./lane.js";
import { signed } from "./numbers.js";

/// Lets the app be moved by keys, pointers and typing.
export class Hands {
  constructor(app, holdForm) {
    [this.app, this.holdForm] = [app, holdForm];
    this.text(byId("text"), byId("ruler-canvas"), "text");
    this.text(byId("other"), byId("other-canvas"), "other");
    this.lane(byId("lane-canvas"));
    this.scrolling();
    document.addEventListener("keydown", (event) => this.key(event));
  }

  /// A field that takes what is typed, under a canvas that shows it.
  text(area, canvas, field) {
    const { app } = this;
    const isMain = field === "text";
    area.addEventListener("input", () => app.change(
      { [field]: area.value, ...(isMain ? this.caretView(area) : {}) },
      { isTyped: isMain }));
    if (!app.model.isText) return this.drop(area, canvas);
    if (isMain) {
      document.addEventListener("selectionchange", () => {
        if (document.activeElement === area) this.caret(area);
      });
      area.addEventListener("focus", () => { app.hasCaret = true; this.caret(area); });
      area.addEventListener("blur", () => { app.hasCaret = false; app.schedule(); });
    }
    this.drag(canvas, (from, to, isEnd) => {
      area.focus({ preventScroll: true });
      const [a, b] = from <= to ? [from, to] : [to, from];
      const start = from === to ? a + 1 : a;
      area.setSelectionRange(unitsOf(area.value, start),
        unitsOf(area.value, b + 1), from <= to ? "forward" : "backward");
      if (isMain) {
        app.change({ step: to, caret: to + 1, span: from === to ? null : [a, b] });
      }
    });
  }

  caretView(area) {
    const at = (units) => Array.from(area.value.slice(0, units)).length;
    const [start, end] = [at(area.selectionStart), at(area.selectionEnd)];
    const caret = area.selectionDirection === "backward" ? start : end;
    const step = start === end || area.selectionDirection !== "backward"
      ? caret - 1 : caret;
    return { caret, step: Math.max(0, step),
      span: start < end ? [start, end - 1] : null };
  }

  /// The chosen step is what stands before the caret.
  caret(area) {
    const view = this.caretView(area);
    const { caret, step } = this.app.view;
    if (view.caret !== caret || view.step !== step) this.app.change(view);
    else this.app.schedule();
  }

  /// Rows come by typing, pasting or dropping a file.
  drop(area, canvas) {
    for (const target of [document.body]) {
      target.addEventListener("dragover", (event) => event.preventDefault());
      target.addEventListener("drop", async (event) => {
        event.preventDefault();
        const file = event.dataTransfer.files[0];
        if (!file) return;
        area.value = await file.text();
        this.app.change({ text: area.value, step: 0, holds: [], span: null });
      });
    }
    this.drag(canvas, (from, to) => this.app.change({ step: to,
      span: from === to ? null : [Math.min(from, to), Math.max(from, to)] }));
  }

  lane(canvas) {
    let gate = null;
    this.drag(canvas, (from, to, isEnd) => {
      const span = [Math.min(from, to), Math.max(from, to)];
      this.app.change({ step: to, span: from === to ? null : span });
      if (isEnd && gate && from !== to) this.holdForm.drag(gate.key, span);
    }, (y) => { gate = rugAt(this.app, y); });
  }

  /// A panel's cell chooses unit and step.
  panel(canvas) {
    const { app } = this;
    const unit = (event) => {
      const row = Math.floor(
        (event.clientY - canvas.getBoundingClientRect().top) / app.rowHeight);
      return app.rows[Math.min(Math.max(0, row), app.rows.length - 1)];
    };
    const choose = (event) => app.change(
      { step: this.stepAt(canvas, event), unit: unit(event), span: null });
    canvas.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse") choose(event);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (event.buttons === 1 && event.pointerType === "mouse") choose(event);
      else this.hover(event, this.stepAt(canvas, event), unit(event), canvas);
    });
    canvas.addEventListener("click", choose);
    canvas.addEventListener("pointerleave", () => { byId("tip").hidden = true; });
    this.pan(canvas);
  }

  hover(event, step, unit, canvas) {
    const { app } = this;
    const index = Array.from(
      byId("panels").querySelectorAll(":scope > canvas")).indexOf(canvas);
    const panel = app.panels[index];
    const tip = byId("tip");
    const isOutside = event.pointerType !== "mouse" || !panel
      || step >= app.reading.length;
    tip.hidden = isOutside;
    if (isOutside) return;
    tip.textContent = `${panel.symbol}  unit ${unit}, step ${step} `
      + `${app.short(step)}: ${signed(panel.value(step, unit), 3)}`;
    const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
    tip.style.left = `${left}px`;
    tip.style.top = `${event.clientY + 16}px`;
  }

  stepAt(canvas, event) {
    return this.app.axis.step(
      event.clientX - canvas.getBoundingClientRect().left);
  }

  /// Calls back with the first and the present step of a press or drag.
  drag(canvas, moved, began = () => {}) {
    let start = null;
    const report = (event, isEnd) => moved(
      start, this.stepAt(canvas, event), isEnd);
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || this.app.items.length === 0) return;
      event.preventDefault();
      began(event.clientY - canvas.getBoundingClientRect().top);
      canvas.setPointerCapture(event.pointerId);
      start = this.stepAt(canvas, event);
      report(event, false);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (start !== null) report(event, false);
    });
    canvas.addEventListener("pointerup", (event) => {
      if (start !== null) report(event, true);
      start = null;
    });
    canvas.addEventListener("pointercancel", () => { start = null; });
  }

  /// A finger moves the steps sideways; up and down it moves the page.
  pan(canvas) {
    let last = null;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse") last = event.clientX;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (last === null) return;
      this.scrollBy(last - event.clientX);
      last = event.clientX;
    });
    for (const end of ["pointerup", "pointercancel"]) {
      canvas.addEventListener(end, () => { last = null; });
    }
  }

  scrolling() {
    const { app } = this;
    byId("scroll").addEventListener("scroll", () => {
      if (Math.abs(byId("scroll").scrollLeft - app.axis.offset) < 1) return;
      app.axis.scroll(byId("scroll").scrollLeft);
      app.schedule();
    });
    byId("picture").addEventListener("wheel", (event) => {
      const across = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(across) < Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
      event.preventDefault();
      this.scrollBy(across);
    }, { passive: false });
  }

  scrollBy(pixels) {
    this.app.axis.scroll(this.app.axis.offset + pixels);
    this.app.schedule();
  }

  key(event) {
    const { app } = this;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    const isText = target.id === "text";
    const isFree = target === document.body || target.id === "panels";
    if (event.key === "Escape") return this.escape();
    if (event.key === "/" && isFree) {
      event.preventDefault();
      byId("find").focus();
      return;
    }
    if (!isFree && !(isText && app.model.isText)) return;
    const unitMove = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (unitMove && !event.shiftKey) {
      event.preventDefault();
      this.moveUnit(unitMove);
      return;
    }
    if (isFree) this.freeKey(event);
  }

  /// Keys where nothing is typed.
  freeKey(event) {
    const { app } = this;
    const { step, span } = app.view;
    const last = app.items.length - 1;
    const goal = { ArrowLeft: step - 1, ArrowRight: step + 1, Home: 0,
      End: last }[event.key];
    if (event.key === " ") {
      event.preventDefault();
      this.play();
    }
    if (goal === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(0, goal), last);
    const anchor = span ? (span[0] === step ? span[1] : span[0]) : step;
    app.change({ step: next, span: event.shiftKey
      ? [Math.min(anchor, next), Math.max(anchor, next)] : null });
  }

  moveUnit(by) {
    const { app } = this;
    const row = app.rows.indexOf(app.view.unit) + by;
    app.change({ unit: app.rows[Math.min(Math.max(0, row), app.rows.length - 1)] });
  }

  /// Walks on step by step until a key, or the end.
  play() {
    if (this.playing) {
      clearInterval(this.playing);
      this.playing = null;
      return;
    }
    this.playing = setInterval(() => {
      const { step } = this.app.view;
      if (step + 1 >= this.app.items.length) return void this.play();
      this.app.change({ step: step + 1 });
    }, 150);
  }

  escape() {
    if (this.playing) this.play();
    byId("find").value = "";
    if (!document.querySelector("dialog[open]")) {
      this.app.change({ span: null, holds: [] });
    }
  }
}

/// How many UTF-16 units the first characters of a text have.
function unitsOf(text, characters) {
  return Array.from(text).slice(0, characters).join("").length;
}
