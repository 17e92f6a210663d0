// What is seen, as files.

import { Axis } from "./axis.js";
import { drawRuler } from "./ruler.js";
import { drawSeries } from "./series.js";
import { drawLane } from "./lane.js";
import { drawPanel } from "./heatmap.js";
import { visible } from "./numbers.js";

/// One field of CSV (RFC 4180).
function field(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/// Every value of every layer, as `lstm-lab trace` writes it.
export function csv(app) {
  const { reading, model } = app;
  const lines = [`step,${model.isText ? "character" : "label"},`
    + "layer,unit,quantity,value"];
  for (let t = 0; t < reading.length; t += 1) {
    const name = field(app.names[t]);
    model.layers.forEach((layer, k) => {
      for (const { key } of layer.definition.quantities) {
        reading.tables[k][key].row(t).forEach((value, unit) => {
          lines.push(`${t},${name},${k},${unit},${key},${value}`);
        });
      }
    });
  }
  return lines.join("\n") + "\n";
}

/// A step a line, with what is likeliest next, as `lstm-lab trace` writes it.
export function jsonLines(app) {
  const { reading, model } = app;
  const name = model.isText ? "character" : "label";
  return app.names.slice(0, reading.length).map((read, t) => JSON.stringify({
    step: t, [name]: read,
    layers: model.layers.map((layer, k) => Object.fromEntries(
      layer.definition.quantities.map(({ key }) => [
        key, Array.from(reading.tables[k][key].row(t))]))),
    ...(app.predictsText ? { next: reading.likeliest(t).map(
      ({ index, probability }) => ({
        character: model.vocabulary[index], probability })) } : {}),
  })).join("\n") + "\n";
}

/// The whole picture, ruler, lane and panels, as a canvas; at most so wide
/// that browsers draw it.
export function picture(app) {
  const axis = new Axis();
  Object.assign(axis, app.axis, { offset: 0 });
  axis.width = Math.min(app.axis.extent, 8000);
  const whole = Object.create(app, {
    axis: { value: axis }, hasCaret: { value: false } });
  const pieces = [];
  const add = (draw) => {
    const canvas = document.createElement("canvas");
    draw(canvas);
    pieces.push(canvas);
  };
  add((c) => (app.model.isText
    ? drawRuler(whole, c, app.reading) : drawSeries(whole, c)));
  add((c) => drawLane(whole, c));
  for (const panel of app.panels) {
    add((c) => drawTitle(whole, c, panel));
    add((c) => drawPanel(whole, c, panel));
  }
  const result = document.createElement("canvas");
  result.width = pieces[0].width;
  result.height = pieces.reduce((sum, c) => sum + c.height, 0);
  const g = result.getContext("2d");
  g.fillStyle = app.inks.surface;
  g.fillRect(0, 0, result.width, result.height);
  let y = 0;
  for (const piece of pieces) {
    g.drawImage(piece, 0, y);
    y += piece.height;
  }
  return result;
}

function titleOf({ symbol, words, isOwn }) {
  return `${symbol}  ${words}${isOwn ? ", each unit on its own scale" : ""}`;
}

function drawTitle(app, canvas, panel) {
  const ratio = window.devicePixelRatio || 1;
  [canvas.width, canvas.height] = [
    Math.round(app.axis.width * ratio), Math.round(24 * ratio)];
  const g = canvas.getContext("2d");
  g.scale(ratio, ratio);
  g.fillStyle = app.inks.ink;
  g.font = `13px ${app.inks.sans}`;
  g.fillText(titleOf(panel), 0, 16);
}

const xml = (text) => text.replace(/[&<>"]/g, (c) => (
  { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

/// The text and the panels as SVG: letters stay letters, equal neighbours are
/// one rectangle.
export function svg(app) {
  const { reading, names, rows, view } = app;
  const [column, high, left] = [14, 8, 60];
  const width = left + column * reading.length + 20;
  const parts = [];
  let y = 20;
  for (let t = 0; t < reading.length && app.model.isText; t += 1) {
    const value = reading.value(view.layer, view.quantity, t, view.unit);
    const limit = app.limit(view.quantity, view.unit);
    parts.push(`<rect x="${left + t * column}" y="${y}" width="${column}" `
      + `height="24" fill="${app.colours.css(value, limit)}"/>`
      + `<text x="${left + (t + 0.5) * column}" y="${y + 17}" `
      + `text-anchor="middle" font-family="monospace" font-size="15" `
      + `fill="${app.colours.ink(value, limit)}">${xml(visible(names[t]))}</text>`);
  }
  y += 40;
  for (const panel of app.panels) {
    parts.push(`<text x="0" y="${y + 12}" font-family="sans-serif" `
      + `font-size="13" fill="${app.inks.ink}">${xml(titleOf(panel))}</text>`);
    y += 18;
    rows.forEach((unit, row) => {
      parts.push(...runs(app, panel, unit, { left, column, high, y: y + row * high }));
    });
    y += rows.length * high + 8;
  }
  const title = xml(`${app.header.model.name}: ${app.view.text ?? ""}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" `
    + `viewBox="0 0 ${width} ${y}" role="img"><title>${title}</title>`
    + `<rect width="100%" height="100%" fill="${app.inks.surface}"/>`
    + `<g shape-rendering="crispEdges">${parts.join("\n")}</g></svg>\n`;
}

function runs(app, panel, unit, { left, column, high, y }) {
  const result = [];
  let [start, colour] = [0, null];
  for (let t = 0; t <= app.reading.length; t += 1) {
    const next = t < app.reading.length
      ? app.colours.css(panel.value(t, unit), panel.limit(unit)) : null;
    if (next === colour) continue;
    if (colour) {
      result.push(`<rect x="${left + start * column}" y="${y}" width="${
        (t - start) * column}" height="${high}" fill="${colour}"/>`);
    }
    [start, colour] = [t, next];
  }
  return result;
}
