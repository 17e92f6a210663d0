// The network writes on: one character a frame, as likely as it thinks it.

import { byId } from "./elements.js";
import { softmax } from "./model.js";
import { mostSteps } from "./app.js";

export class Writer {
  constructor(app) {
    this.app = app;
    byId("write-button").addEventListener("click", () => this.toggle());
    byId("temperature").addEventListener("input", (event) => app.change(
      { temperature: Number(event.target.value) }));
    byId("write-button").hidden = !app.model.isText || !app.model.readout;
    byId("temperature").parentElement.hidden = byId("write-button").hidden;
  }

  toggle() {
    this.isOn = !this.isOn;
    byId("write-button").textContent = this.isOn ? "Pause" : "Write on";
    byId("write-button").setAttribute("aria-pressed", this.isOn);
    if (this.isOn) this.write();
  }

  write() {
    const { app } = this;
    if (!this.isOn) return;
    if (app.names.length >= mostSteps || app.names.length === 0) {
      return this.toggle();
    }
    if (app.reading.isDone) {
      const text = app.names.join("") + this.next();
      app.change({ text, step: app.names.length, caret: app.names.length + 1 },
        { isTyped: true });
    }
    requestAnimationFrame(() => this.write());
  }

  /// A character drawn from what is expected after the last step.
  next() {
    const { reading, view, model } = this.app;
    const p = softmax(reading.logs(reading.length - 1), view.temperature);
    // The unknown symbol cannot be written.
    if (model.reader.unknown !== null) p[model.reader.unknown] = 0;
    let rest = Math.random() * p.reduce((a, b) => a + b, 0);
    const index = p.findIndex((share) => (rest -= share) < 0);
    return model.vocabulary[index < 0 ? p.indexOf(Math.max(...p)) : index];
  }
}
