// Eight stops for somebody who has never seen an LSTM. Each asks before it
// shows.

import { byId } from "./elements.js";
import { makeHold } from "./holds.js";
import { mostChanged } from "./change.js";

/// The stops: what is said, and what the page does meanwhile.
function stops(app) {
  const first = app.first;
  const unit = first.unit;
  const name = app.findings.get(unit)?.label;
  const gates = app.gates.map((gate) => gate.name).join(", ") || "no gates";
  const memory = app.definition.memory;
  const letter = memory ? app.symbol(memory.quantity) : "h";
  const erasing = memory && app.gates.find((gate) => (
    memory.kept((key) => (key === gate.key ? 0 : 1)) < memory.kept(() => 1)));
  const item = app.model.isText ? "character" : "row";
  const [from, to] = app.header.tourSpan;
  const [wrote, spoken] = [from - 1, name?.replaceAll("-", " ")];
  return [
    { at: "#ruler", title: "It reads one step at a time",
      text: `The network sees one ${item} after the other and nothing else: no `
        + "word, no sentence. What could it know about the last one if it "
        + "carried nothing along? Step with ← and →.",
      view: { step: 0 } },
    { at: "#lane", title: "A memory of its own",
      text: `Every unit carries one number from step to step, ${letter}. The `
        + "dark line is that of the chosen unit, and it colours the text. "
        + "Before you go on: will it jump at every step, or stay?",
      view: { step: wrote } },
    { at: "#lane", title: "Gates",
      text: `What becomes of the memory the gates decide: ${gates}. Each is a `
        + "number between 0 (dark, closed) and 1 (bright, open), computed anew "
        + "at every step from what is read and from h.",
      view: {} },
    { at: "#diagram", title: "Inside the cell",
      text: `Here is that unit at step ${wrote}, with its numbers on the `
        + "wires. Follow the thick line: that is the memory. Where does it "
        + "lose something, and where is something added?",
      view: { step: wrote } },
    { at: "#lane", title: name
      ? `A unit that knows: ${spoken}` : "A unit with a habit",
      text: `Unit ${unit}${name ? ` goes with “${spoken}”` : ""}. Nobody told `
        + "it to. At which step did it change its mind? Walk there.",
      view: { step: Math.max(0, wrote - 1), unit } },
    { at: "#memory-part", title: "Whose write is it?",
      text: "The memory is the sum of everything that was written, each write "
        + "faded by what was forgotten since. The bars say whose write is still "
        + "there: which step do you expect to be longest?",
      view: { step: to } },
    { at: "#hold", title: "Break it", isChange: true,
      text: erasing
        ? `Guess what happens if the ${erasing.name} of this unit is shut at `
          + `steps ${from} to ${to}, so that it forgets at once. Now it is. The `
          + "dashed line is what it was; “What follows” has the chances before "
          + "and after. What does the network expect now, and why?"
        : "Here h of this unit is held at 0. See what changes.",
      view: { holds: [makeHold({ layer: first.layer,
        key: erasing?.key ?? "h", unit, value: 0, from, to })] } },
    { at: "#ruler", title: "Your own words",
      text: "Everything here is computed on this page, as you type. Write "
        + "something else, and find a unit that surprises you.",
      view: { holds: [] } },
  ];
}

export class Tour {
  constructor(app) {
    this.app = app;
    this.place = -1;
    byId("tour-button").addEventListener("click", () => this.start());
    byId("tour-next").addEventListener("click", () => this.go(this.place + 1));
    byId("tour-back").addEventListener("click", () => this.go(this.place - 1));
    byId("tour-end").addEventListener("click", () => byId("tour").close());
    byId("tour").addEventListener("close", () => this.end());
    byId("tour").addEventListener("keydown", (event) => {
      if (event.key === "Escape") byId("tour").close();
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (move && event.altKey === false && event.shiftKey) {
        event.preventDefault();
        this.go(this.place + move);
      }
    });
  }

  start() {
    const { first } = this.app;
    this.app.change({ text: first.text, unit: first.unit, layer: first.layer,
      quantity: first.quantity, holds: [], span: null, compare: "" });
    this.stops = stops(this.app);
    byId("tour").show();
    this.go(0);
  }

  go(place) {
    if (place < 0) return;
    if (place >= this.stops.length) return void byId("tour").close();
    this.place = place;
    const { title, text, view, at, isChange } = this.stops[place];
    this.light(at);
    this.app.change({ ...view, span: null });
    if (isChange) this.showChange(view.holds[0].from);
    byId("tour-place").textContent = `${place + 1} of ${this.stops.length}`;
    byId("tour-title").textContent = title;
    byId("tour-text").textContent = text;
    byId("tour-back").disabled = place === 0;
    byId("tour-next").textContent = place + 1 === this.stops.length
      ? "Done" : "Next";
    byId("tour-next").focus();
  }

  /// Goes to the step after which most has changed.
  showChange(from) {
    const { app } = this;
    app.reading.advance();
    app.base.advance();
    if (!app.predictsText) return;
    app.change({ step: mostChanged(app.reading, app.base, from).step });
  }

  /// A frame around what is spoken of, in sight.
  light(selector) {
    document.querySelector(".spoken-of")?.classList.remove("spoken-of");
    const part = selector && document.querySelector(selector);
    part?.classList.add("spoken-of");
    part?.scrollIntoView({ block: "nearest" });
  }

  end() {
    this.light(null);
    byId("tour-button").focus();
  }
}
