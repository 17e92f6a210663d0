// What is read, each step in its column: coloured by the chosen unit, under it
// how unexpected it was, and what was expected in its place.

import { visible, percent } from "./numbers.js";
import { prepared } from "./axis.js";
import { Strip } from "./strip.js";

const [ticks, letters, bars, row] = [14, 34, 16, 15];
/// So many guesses stand under a character, and so many at the end.
const [guesses, atEnd] = [3, 5];

export function rulerHeight(app) {
  return ticks + letters + (app.predictsText ? bars + 4 + guesses * row : 0) + 4;
}

/// Draws a text's ruler; guesses only under the first text.
export function drawRuler(app, canvas, reading, { isOther = false } = {}) {
  const { axis } = app;
  const height = isOther ? ticks + letters + 4 : rulerHeight(app);
  const g = prepared(canvas, axis.width, height);
  const names = isOther ? app.otherNames : app.names;
  g.save();
  clipToSteps(g, app, height);
  drawSpan(g, app, height);
  drawColumns(g, app, canvas, reading, { names, isOther, height });
  if (!isOther) {
    drawChosen(g, app);
    drawEnd(g, app, reading);
  }
  drawTicks(g, app);
  if (!isOther) drawCaret(g, app, height);
  g.restore();
  drawNames(g, app, isOther);
}

const strips = new WeakMap();

/// What stands in a column follows from its character, the chosen unit, and
/// what was computed at its step and the one before.
function drawColumns(g, app, canvas, reading, { names, isOther, height }) {
  const { axis, view, colours } = app;
  if (!strips.has(canvas)) strips.set(canvas, new Strip());
  const limit = app.limit(view.quantity, view.unit);
  const look = `${view.layer} ${view.quantity} ${view.unit} ${limit} ${
    colours.isDark} ${axis.column} `;
  const { stamps, length } = reading;
  strips.get(canvas).draw(g, axis, height, {
    first: axis.first, end: Math.min(axis.end, names.length),
    key: (t) => (t < length
      ? `${look}${names[t]} ${stamps[t]} ${stamps[t - 1]}` : names[t]),
    paint: (context, t) => {
      drawLetter(context, app, reading, t, names[t], limit);
      if (!isOther) drawExpected(context, app, reading, t, names[t]);
    },
  });
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

function drawLetter(g, app, reading, t, name, limit) {
  const { axis, inks, view } = app;
  const value = reading.value(view.layer, view.quantity, t, view.unit);
  const isRead = t < reading.length;
  if (isRead) {
    g.fillStyle = app.colours.css(value, limit);
    g.fillRect(0, ticks, axis.column, letters);
  }
  g.fillStyle = isRead ? app.colours.ink(value, limit) : inks.muted;
  const sign = visible(name);
  // A stand-in is quieter than a letter.
  g.globalAlpha = sign === name || !isRead ? 1 : 0.55;
  g.font = sign.startsWith("U+")
    ? `${axis.column * 0.4}px ${inks.mono}`
    : `${Math.round(axis.column * 1.15)}px ${inks.mono}`;
  g.textAlign = "center";
  g.direction = "ltr";
  g.fillText(sign, axis.column / 2, ticks + letters / 2 + 1, axis.column - 1);
  g.globalAlpha = 1;
  if (app.model.isText && !app.model.knows(name)) {
    g.fillStyle = inks.accent;
    g.fillRect(2, ticks + letters - 3, axis.column - 4, 2);
  }
}

/// How unexpected a character was, and the likeliest instead.
function drawExpected(g, app, reading, t, name) {
  const surprise = reading.surprise(t);
  if (Number.isNaN(surprise) || t >= reading.length) return;
  const { axis, inks } = app;
  const top = ticks + letters + 2;
  const height = Math.min(1, surprise / 8) * bars;
  g.fillStyle = inks.muted;
  g.fillRect(3, top, axis.column - 6, Math.max(0.5, height));
  reading.likeliest(t - 1, guesses).forEach((guess, k) => drawGuess(
    g, app, guess, 0, top + bars + 2 + k * row,
    app.model.vocabulary[guess.index] === name));
}

function drawGuess(g, app, { index, probability }, x, y, isRight) {
  const { axis, inks, colours } = app;
  g.fillStyle = colours.chance(probability);
  g.fillRect(x + 0.5, y, axis.column - 1, row - 1);
  g.fillStyle = probability <= 0.5
    ? inks.ink : colours.isDark ? "#000" : "#fff";
  g.font = `${isRight ? "bold " : ""}12px ${inks.mono}`;
  g.textAlign = "center";
  g.fillText(app.nameOf(index), x + axis.column / 2, y + row / 2,
    axis.column - 2);
  if (!isRight) return;
  g.strokeStyle = inks.ink;
  g.lineWidth = 1.5;
  g.strokeRect(x + 1, y + 0.5, axis.column - 2, row - 2);
}

function drawChosen(g, { axis, inks, view }) {
  g.strokeStyle = inks.ink;
  g.lineWidth = 2;
  g.strokeRect(
    axis.x(view.step) + 1, ticks + 1, axis.column - 2, letters - 2);
}

/// What may follow the end, with probabilities.
function drawEnd(g, app, reading) {
  const { axis, inks } = app;
  if (!app.predictsText || !reading.isDone) return;
  if (reading.length === 0 || axis.end < reading.length) return;
  const [x, top] = [axis.x(reading.length) + 4, ticks + 4];
  const step = (letters + bars + guesses * row) / atEnd;
  reading.likeliest(reading.length - 1, atEnd).forEach((guess, k) => {
    drawGuess(g, app, guess, x, top + k * step, false);
    g.fillStyle = inks.muted;
    g.font = `11px ${inks.sans}`;
    g.textAlign = "left";
    g.fillText(percent(guess.probability), x + axis.column + 5,
      top + k * step + row / 2);
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
  if (isOther || !app.predictsText) return;
  g.fillText("surprise", 0, ticks + letters + 2 + bars / 2);
  g.fillText("expected", 0, ticks + letters + bars + 4 + row / 2);
}
