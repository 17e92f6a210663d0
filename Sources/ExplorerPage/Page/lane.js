// The chosen unit over the text: its memory as a line, pale what it was before
// anything was held, its gates as rugs, and whose write is still there.

import { prepared } from "./axis.js";
import { clipToSteps, drawSpan } from "./ruler.js";
import { writes } from "./memory.js";
import { fixed } from "./numbers.js";

const [plot, rug, gap, strip] = [92, 13, 4, 26];

export function laneHeight(app) {
  return plot + 6 + app.gates.length * (rug + gap)
    + (app.definition.memory ? strip + 4 : 0);
}

/// Which gate's rug is at a height, or null.
export function rugAt(app, y) {
  const index = Math.floor((y - plot - 6) / (rug + gap));
  return app.gates[index] ?? null;
}

export function drawLane(app, canvas) {
  const height = laneHeight(app);
  const g = prepared(canvas, app.axis.width, height);
  g.save();
  clipToSteps(g, app, height);
  drawSpan(g, app, height);
  drawZero(g, app);
  const memory = app.definition.memory?.quantity ?? "h";
  const ghost = app.ghost;
  if (memory !== "h") line(g, app, app.reading, "h", app.inks.muted, 1);
  if (ghost) line(g, app, ghost, memory, app.inks.negative, 1.5, [4, 3]);
  line(g, app, app.reading, memory, app.inks.ink, 2);
  app.gates.forEach((gate, k) => drawRug(g, app, gate, plot + 6 + k * (rug + gap)));
  if (app.shares) drawShares(g, app, height - strip);
  drawCursor(g, app, height);
  g.restore();
  drawNames(g, app, memory, height);
}

function scale(app, key) {
  const limit = app.limit(key, app.view.unit) ?? 1;
  return (value) => plot / 2 - Math.max(-1, Math.min(1, value / limit))
    * (plot / 2 - 3);
}

function line(g, app, reading, key, colour, width, dash = []) {
  const { axis, view } = app;
  const y = scale(app, key);
  const end = Math.min(axis.end + 1, reading.length);
  g.beginPath();
  for (let t = Math.max(0, axis.first - 1); t < end; t += 1) {
    const value = reading.value(view.layer, key, t, view.unit);
    if (Number.isFinite(value)) g.lineTo(axis.x(t) + axis.column / 2, y(value));
  }
  [g.strokeStyle, g.lineWidth, g.lineJoin] = [colour, width, "round"];
  g.setLineDash(dash);
  g.stroke();
  g.setLineDash([]);
}

function drawZero(g, { axis, inks }) {
  g.fillStyle = inks.hairline;
  g.fillRect(axis.gutter, plot / 2, axis.width, 1);
}

function drawRug(g, app, gate, top) {
  const { axis, view, reading, colours, inks } = app;
  const end = Math.min(axis.end, reading.length);
  for (let t = axis.first; t < end; t += 1) {
    g.fillStyle = colours.css(
      reading.value(view.layer, gate.key, t, view.unit), null);
    g.fillRect(axis.x(t), top, axis.column + 0.5, rug);
  }
  for (const hold of app.view.holds) {
    if (hold.layer !== view.layer || hold.key !== gate.key
      || hold.unit !== view.unit) continue;
    [g.strokeStyle, g.lineWidth] = [inks.accent, 2.5];
    g.strokeRect(axis.x(hold.from) + 1, top,
      (hold.to - hold.from + 1) * axis.column - 2, rug);
  }
}

/// What every earlier step's write still adds, over its own character.
function drawShares(g, app, top) {
  const { axis, inks, shares: { share } } = app;
  const most = share.reduce((m, s) => Math.max(m, Math.abs(s)), 1e-12);
  const [inset, end] = [
    axis.column > 8 ? 2 : 0.5, Math.min(axis.end, share.length)];
  for (let step = axis.first; step < end; step += 1) {
    const height = Math.abs(share[step]) / most * (strip - 2);
    g.fillStyle = share[step] < 0 ? inks.negative : inks.positive;
    g.fillRect(axis.x(step) + inset, top + strip - height,
      axis.column - 2 * inset, height);
  }
  g.fillStyle = inks.hairline;
  g.fillRect(axis.gutter, top + strip - 1, axis.width, 1);
}

function drawCursor(g, { axis, view, inks }, height) {
  [g.strokeStyle, g.lineWidth] = [inks.muted, 1];
  g.strokeRect(axis.x(view.step) + 0.5, -2, axis.column - 1, height + 4);
}

function drawNames(g, app, memory, height) {
  const { inks, axis } = app;
  g.textAlign = "right";
  const right = axis.gutter - 8;
  const limit = app.limit(memory, app.view.unit) ?? 1;
  g.fillStyle = inks.muted;
  g.font = `10px ${inks.sans}`;
  g.fillText(fixed(limit, limit < 10 ? 1 : 0), right, 7);
  g.fillText(fixed(-limit, limit < 10 ? 1 : 0), right, plot - 7);
  g.fillStyle = inks.ink;
  g.font = `italic 15px serif`;
  g.fillText(app.symbol(memory), right, plot / 2);
  app.gates.forEach((gate, k) => g.fillText(
    gate.symbol, right, plot + 6 + k * (rug + gap) + rug / 2));
  if (!app.definition.memory) return;
  g.fillStyle = inks.muted;
  g.font = `11px ${inks.sans}`;
  g.fillText("writes", right, height - strip / 2);
}

/// The shares of the chosen step, kept until something under them changes;
/// null where there is no such sum.
export function currentShares(app) {
  const { reading, view } = app;
  const name = `${view.layer} ${view.unit} ${view.step} ${
    reading.stamps[view.step]}`;
  if (app.sharesName !== name) {
    app.sharesName = name;
    app.lastShares = writes(reading, view.layer, view.unit, view.step);
  }
  return app.lastShares;
}
