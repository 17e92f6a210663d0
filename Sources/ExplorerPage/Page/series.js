// Models that read rows of numbers: lines in the place of letters.

import { prepared } from "./axis.js";
import { clipToSteps, drawSpan } from "./ruler.js";

const [ticks, plot] = [14, 96];

/// The rows of a CSV text that a model reads: { rows, labels }, or { problem }
/// that says what is wrong and where.
export function parsedRows(text, columns) {
  const lines = text.trim().split(/\r?\n/).map(fields);
  const header = lines.shift() ?? [];
  const sources = columns.map((name) => source(name, header));
  const missing = columns.filter((_, k) => sources[k].place < 0);
  if (missing.length > 0) {
    return { problem: `There is no column ${missing.join(", ")}: the first line `
      + `names ${header.join(", ") || "nothing"}.` };
  }
  const label = header.findIndex(
    (_, k) => sources.every(({ place }) => place !== k));
  const rows = [];
  for (const [k, line] of lines.entries()) {
    const row = sources.map(({ place }) => (
      line[place]?.trim() ? Number(line[place]) : NaN));
    if (!row.every(Number.isFinite)) {
      const bad = row.findIndex((value) => !Number.isFinite(value));
      return { problem: `Line ${k + 2}: ${columns[bad]} is no number.` };
    }
    rows.push(row);
  }
  // From the end, so that what is taken away has not changed yet.
  for (let t = rows.length - 1; t >= 0; t -= 1) {
    for (const [k, { back }] of sources.entries()) {
      if (back > 0) {
        rows[t][k] = t < back ? 0 : rows[t][k] - rows[t - back][k];
      }
    }
  }
  return { rows, labels: lines.map(
    (line, k) => (label < 0 ? String(k) : line[label] ?? String(k))) };
}

/// The place of a column in the header, and over how many rows its change is
/// wanted: `Δy` is that from the row before, `Δ4 y` over four.
function source(name, header) {
  const [, rows = "1", column] = name.match(/^Δ(?:(\d+) )?(.+)$/) ?? [];
  return header.includes(name) || column === undefined
    ? { place: header.indexOf(name), back: 0 }
    : { place: header.indexOf(column), back: Number(rows) };
}

/// The fields of one line (RFC 4180).
function fields(line) {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g),
    ([, inQuotes, plain]) => inQuotes?.replaceAll('""', '"') ?? plain);
}

export const seriesHeight = ticks + plot + 6;

/// Draws each column as a line on its own scale, and what was predicted as
/// dots at the step that it was predicted for.
export function drawSeries(app, canvas) {
  const { axis, inks, rows, view } = app;
  const g = prepared(canvas, axis.width, seriesHeight);
  g.save();
  clipToSteps(g, app, seriesHeight);
  drawSpan(g, app, seriesHeight);
  app.model.reader.columns.forEach((_, column) => drawColumn(g, app, column));
  drawPredicted(g, app);
  [g.strokeStyle, g.lineWidth] = [inks.muted, 1];
  g.strokeRect(
    axis.x(view.step) + 0.5, ticks, Math.max(1, axis.column - 1), plot);
  g.fillStyle = inks.muted;
  g.font = `10px ${inks.sans}`;
  const every = Math.ceil(60 / axis.column / 10) * 10;
  for (let t = Math.ceil(axis.first / every) * every; t < axis.end; t += every) {
    g.fillText(app.names[t] ?? "", axis.x(t) + 1, ticks / 2);
  }
  g.restore();
  app.model.reader.columns.forEach((name, k) => {
    g.fillStyle = seriesColour(app, k);
    g.font = `11px ${inks.sans}`;
    g.fillText(name, 0, ticks + 8 + 14 * k, axis.gutter - 6);
  });
}

export function seriesColour({ colours }, k) {
  const light = ["#0072b2", "#d55e00", "#008a63", "#9a4b82", "#8a6d00"];
  const dark = ["#56b4e9", "#e69f00", "#3cc79a", "#dd92c2", "#f0e442"];
  return (colours.isDark ? dark : light)[k % 5];
}

/// A column's extent over all rows, for its scale.
function scale(items, column) {
  let [low, high] = [Infinity, -Infinity];
  for (const row of items) {
    low = Math.min(low, row[column]);
    high = Math.max(high, row[column]);
  }
  const room = high - low || 1;
  return (value) => ticks + plot - 4 - (value - low) / room * (plot - 8);
}

function drawColumn(g, app, column) {
  const { axis, items } = app;
  const y = scale(items, column);
  g.beginPath();
  for (let t = Math.max(0, axis.first - 1);
    t < Math.min(axis.end + 1, items.length); t += 1) {
    g.lineTo(axis.x(t) + axis.column / 2, y(items[t][column]));
  }
  [g.strokeStyle, g.lineWidth] = [seriesColour(app, column), 1.5];
  g.stroke();
}

function drawPredicted(g, app) {
  const { axis, reading, items, model } = app;
  const { targets, ahead } = model.readout ?? { targets: [] };
  targets.forEach((name, k) => {
    const column = model.reader.columns.indexOf(name);
    if (column < 0) return;
    const y = scale(items, column);
    g.fillStyle = seriesColour(app, column);
    for (let t = axis.first; t < Math.min(axis.end, reading.length); t += 1) {
      const x = axis.x(t + ahead) + axis.column / 2;
      g.fillRect(x - 1.5, y(reading.logs(t)[k]) - 1.5, 3, 3);
    }
  });
}
