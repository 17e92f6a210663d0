// What is read, each step in its column: coloured by the chosen unit, under it
// how unexpected it was, and what was expected in its place.

import { visible, percent } from "./numbers.js";
import { prepared } from "./axis.js";

const [ticks, letters, bars, row] = [14, 34, 16, 15];

export function rulerHeight(app) {
  return ticks + letters + (app.model.isText && app.model.readout
    ? bars + 4 + app.expected * row : 0) + 6;
}

/// Draws a text's ruler; guesses only where asked.
export function drawRuler(app, canvas, reading, { isOther = false } = {}) {
  const { axis, inks } = app;
  const height = isOther ? ticks + letters + 4 : rulerHeight(app);
  const g = prepared(canvas, axis.width, height);
  const names = isOther ? app.otherNames : app.names;
  g.save();
  clipToSteps(g, app, height);
  drawSpan(g, app, height);
  const end = Math.min(axis.end, names.length);
  for (let t = axis.first; t < end; t += 1) {
    drawLetter(g, app, reading, t, names[t], isOther);
    if (!isOther) drawExpected(g, app, reading, t, names[t]);
  }
  if (!isOther) drawEnd(g, app, reading);
  drawTicks(g, app);
  if (!isOther) drawCaret(g, app, height);
  g.restore();
  drawNames(g, app, isOther);
}

export function clipToSteps(g, app, height) {
  g.beginPath();
  g.rect(app.axis.gutter, 0, app.axis.width - app.axis.gutter, height);
  g.clip();
}

/// The chosen stretch, behind everything.
export function drawSpan(g, { axis, view, inks }, height) {
  if (!view.span) return;
  const [from, to] = view.span;
  g.fillStyle = inks.learned;
  g.globalAlpha = 0.35;
  g.fillRect(axis.x(from), 0, (to - from + 1) * axis.column, height);
  g.globalAlpha = 1;
}

function drawLetter(g, app, reading, t, name, isOther) {
  const { axis, inks, view } = app;
  const limit = app.limit(view.quantity);
  const value = reading.value(view.layer, view.quantity, t, view.unit);
  const x = axis.x(t);
  const isRead = t < reading.length;
  if (isRead) {
    g.fillStyle = app.colours.css(value, limit);
    g.fillRect(x, ticks, axis.column, letters);
  }
  g.fillStyle = isRead ? app.colours.ink(value, limit) : inks.muted;
  const sign = visible(name);
  // A stand-in is quieter than a letter.
  g.globalAlpha = sign === name || !isRead ? 1 : 0.55;
  const isCode = sign.startsWith("U+");
  g.font = isCode
    ? `${axis.column * 0.4}px ${inks.mono}`
    : `${Math.round(axis.column * 1.15)}px ${inks.mono}`;
  g.textAlign = "center";
  g.direction = "ltr";
  g.fillText(sign, x + axis.column / 2, ticks + letters / 2 + 1,
    axis.column - 1);
  g.globalAlpha = 1;
  if (app.model.isText && !app.model.knows(name)) {
    g.fillStyle = inks.accent;
    g.fillRect(x + 2, ticks + letters - 3, axis.column - 4, 2);
  }
  if (!isOther && t === view.step) {
    g.strokeStyle = inks.ink;
    g.lineWidth = 2;
    g.strokeRect(x + 1, ticks + 1, axis.column - 2, letters - 2);
  }
}

/// How unexpected a character was, and the likeliest instead.
function drawExpected(g, app, reading, t, name) {
  const surprise = reading.surprise(t);
  if (Number.isNaN(surprise)) return;
  const { axis, inks } = app;
  const top = ticks + letters + 2;
  const height = Math.min(1, surprise / 8) * bars;
  g.fillStyle = inks.muted;
  g.fillRect(axis.x(t) + 3, top, axis.column - 6, Math.max(0.5, height));
  const guesses = reading.likeliest(t - 1, app.expected);
  guesses.forEach((guess, k) => drawGuess(
    g, app, guess, axis.x(t), top + bars + 2 + k * row,
    app.model.vocabulary[guess.index] === name));
}

function drawGuess(g, app, { index, probability }, x, y, isRight) {
  const { axis, inks, colours } = app;
  g.fillStyle = colours.chance(probability);
  g.fillRect(x + 0.5, y, axis.column - 1, row - 1);
  g.fillStyle = (probability > 0.5) !== colours.isDark
    ? "#fff" : (probability > 0.5 ? "#000" : inks.ink);
  if (probability <= 0.5) g.fillStyle = inks.ink;
  g.font = `${isRight ? "bold " : ""}12px ${inks.mono}`;
  g.textAlign = "center";
  g.fillText(app.nameOf(index), x + axis.column / 2, y + row / 2,
    axis.column - 2);
  if (!isRight) return;
  g.strokeStyle = inks.ink;
  g.lineWidth = 1.5;
  g.strokeRect(x + 1, y + 0.5, axis.column - 2, row - 2);
}

/// What may follow the end, with probabilities.
function drawEnd(g, app, reading) {
  const { axis, inks } = app;
  if (!app.model.isText || !app.model.readout || !reading.isDone) return;
  if (reading.length === 0 || axis.end < reading.length) return;
  const [x, top] = [axis.x(reading.length), ticks + letters + bars + 4];
  reading.likeliest(reading.length - 1, app.expected).forEach((guess, k) => {
    drawGuess(g, app, guess, x, top + k * row, false);
    g.fillStyle = inks.muted;
    g.font = `11px ${inks.sans}`;
    g.textAlign = "left";
    g.fillText(percent(guess.probability), x + axis.column + 4,
      top + k * row + row / 2);
  });
}

function drawTicks(g, { axis, inks }) {
  g.fillStyle = inks.muted;
  g.font = `10px ${inks.sans}`;
  g.textAlign = "left";
  for (let t = Math.ceil(axis.first / 10) * 10; t < axis.end; t += 10) {
    g.fillText(String(t), axis.x(t) + 1, ticks / 2);
  }
}

function drawCaret(g, { axis, inks, view, hasCaret }, height) {
  if (!hasCaret || view.caret === undefined) return;
  g.fillStyle = inks.focus;
  g.fillRect(axis.x(view.caret) - 1, ticks - 4, 2, letters + 8);
}

function drawNames(g, app, isOther) {
  const { inks } = app;
  g.fillStyle = inks.muted;
  g.textAlign = "left";
  g.font = `11px ${inks.sans}`;
  g.fillText(isOther ? "other" : "step", 0, ticks / 2);
  if (isOther || !app.model.isText || !app.model.readout) return;
  g.fillText("surprise", 0, ticks + letters + 2 + bars / 2);
  g.fillText("expected", 0, ticks + letters + bars + 4 + row / 2);
}
